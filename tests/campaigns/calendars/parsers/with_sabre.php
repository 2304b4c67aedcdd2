<?php
// The events of a calendar file as sabre/vobject reads them, on which Nextcloud, ownCloud and Baïkal stand.
error_reporting(E_ALL & ~E_DEPRECATED);
require 'Sabre/VObject/autoload.php';

use Sabre\VObject\Reader;

function instant($property) {
    $moment = clone $property->getDateTime();
    if ($property->getDateType() === Sabre\VObject\Property\DateTime::DATE) {
        return $moment->format('Y-m-d');
    }
    return $moment->setTimezone(new DateTimeZone('UTC'))->format('Y-m-d\TH:i:s\Z');
}

function text($event, $name) {
    return isset($event->$name) ? $event->$name->value : '';
}

$calendar = Reader::read(file_get_contents($argv[1]));
$events = [];
foreach ($calendar->VEVENT as $event) {
    $events[] = [
        'uid' => text($event, 'UID'),
        'start' => instant($event->DTSTART),
        'end' => instant($event->DTEND),
        'sequence' => (int) text($event, 'SEQUENCE'),
        'stamp' => instant($event->DTSTAMP),
        'status' => text($event, 'STATUS'),
        'summary' => text($event, 'SUMMARY'),
        'location' => text($event, 'LOCATION'),
        'description' => text($event, 'DESCRIPTION'),
        'categories' => isset($event->CATEGORIES) ? explode(',', $event->CATEGORIES->value) : [],
    ];
}
echo json_encode(['name' => text($calendar, 'X-WR-CALNAME'), 'events' => $events], JSON_THROW_ON_ERROR);
