// The events of a calendar file as ical.js reads them.
import fs from "node:fs";
import ICAL from "ical.js";

const day = (time) => time.toString().slice(0, 10);
const instant = (time) => (time.isDate ? day(time) : time.toJSDate().toISOString().slice(0, 19) + "Z");

const calendar = new ICAL.Component(ICAL.parse(fs.readFileSync(process.argv[2], "utf-8")));
const events = calendar.getAllSubcomponents("vevent").map((component) => {
  const event = new ICAL.Event(component);
  const value = (name) => component.getFirstPropertyValue(name) ?? "";
  return {
    uid: event.uid,
    start: instant(event.startDate),
    end: instant(event.endDate),
    sequence: event.sequence,
    stamp: instant(component.getFirstPropertyValue("dtstamp")),
    status: value("status"),
    summary: event.summary ?? "",
    location: event.location ?? "",
    description: event.description ?? "",
    categories: component.getFirstProperty("categories")?.getValues() ?? [],
  };
});
console.log(JSON.stringify({ name: calendar.getFirstPropertyValue("x-wr-calname"), events }));
