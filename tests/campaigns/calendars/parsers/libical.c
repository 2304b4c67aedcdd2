/* The events of a calendar file as libical reads them, as JSON. */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static void text(const char *name, const char *value) {
    printf("\"%s\": \"", name);
    for (const unsigned char *c = (const unsigned char *)(value ? value : ""); *c; c++) {
        if (*c == '"' || *c == '\\') printf("\\%c", *c);
        else if (*c < 32) printf("\\u%04x", *c);
        else putchar(*c);
    }
    printf("\"");
}

static void moment(const char *name, struct icaltimetype time) {
    char shown[32];
    if (time.is_date) {
        snprintf(shown, sizeof shown, "%04d-%02d-%02d", time.year, time.month, time.day);
    } else {
        time_t seconds = icaltime_as_timet_with_zone(time, icaltimezone_get_utc_timezone());
        strftime(shown, sizeof shown, "%Y-%m-%dT%H:%M:%SZ", gmtime(&seconds));
    }
    text(name, shown);
}

static char *whole(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file) exit(2);
    fseek(file, 0, SEEK_END);
    long length = ftell(file);
    rewind(file);
    char *content = calloc(length + 1, 1);
    if (fread(content, 1, length, file) != (size_t)length) exit(2);
    fclose(file);
    return content;
}

int main(int count, char **arguments) {
    if (count != 2) return 2;
    icalcomponent *calendar = icalparser_parse_string(whole(arguments[1]));
    if (!calendar || icalcomponent_count_errors(calendar)) return 3;
    /* The calendar's name is left out: of a property that it does not know it undoes some escapes and not others. */
    printf("{\"name\": null, ");
    printf("\"events\": [");
    const char *between = "";
    for (icalcomponent *event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT); event;
         event = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
        printf("%s{", between);
        text("uid", icalcomponent_get_uid(event));
        printf(", ");
        moment("start", icalcomponent_get_dtstart(event));
        printf(", ");
        moment("end", icalcomponent_get_dtend(event));
        printf(", \"sequence\": %d, ", icalcomponent_get_sequence(event));
        moment("stamp", icalcomponent_get_dtstamp(event));
        printf(", ");
        text("status", icalenum_status_to_string(icalcomponent_get_status(event)));
        printf(", ");
        text("summary", icalcomponent_get_summary(event));
        printf(", ");
        text("location", icalcomponent_get_location(event));
        printf(", ");
        text("description", icalcomponent_get_description(event));
        printf(", \"categories\": [");
        const char *comma = "";
        for (icalproperty *p = icalcomponent_get_first_property(event, ICAL_CATEGORIES_PROPERTY); p;
             p = icalcomponent_get_next_property(event, ICAL_CATEGORIES_PROPERTY)) {
            printf("%s{", comma);
            text("text", icalproperty_get_categories(p));
            printf("}");
            comma = ", ";
        }
        printf("]}");
        between = ", ";
    }
    printf("]}\n");
    icalcomponent_free(calendar);
    return 0;
}
