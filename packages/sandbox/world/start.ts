/** After a reset it is Tuesday, 1 December 2026, 09:00 in Berlin. */
export const START_AT = Date.parse('2026-12-01T08:00:00Z');
