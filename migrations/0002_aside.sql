-- What could not be handled is counted at every scrape, among all the updates of two days.
CREATE INDEX inbox_aside ON inbox (id) WHERE state = 'aside';
