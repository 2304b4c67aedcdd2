// The events of a calendar file as node-ical reads them.
import fs from "node:fs";
import ical from "node-ical";

const pad = (number) => String(number).padStart(2, "0");
const day = (date) => `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
const instant = (date) => (date.dateOnly ? day(date) : date.toISOString().slice(0, 19) + "Z");

const parsed = ical.sync.parseICS(fs.readFileSync(process.argv[2], "utf-8"));
const events = Object.values(parsed)
  .filter((component) => component.type === "VEVENT")
  .map((event) => ({
    uid: event.uid,
    start: instant(event.start),
    end: instant(event.end),
    sequence: Number(event.sequence),
    stamp: instant(event.dtstamp),
    status: event.status,
    summary: event.summary ?? "",
    location: event.location ?? "",
    description: event.description ?? "",
    categories: event.categories ?? [],
  }));
const name = parsed.vcalendar?.["WR-CALNAME"] ?? null;
console.log(JSON.stringify({ name, events }));
