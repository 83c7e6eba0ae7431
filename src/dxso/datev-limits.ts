/**
 * What DATEV takes, in bytes of decimal megabytes: one file of a job or one image, all files of a job together (OpenAPI dxso-jobs 2.1.7,
 * portal), and so many documents in a package (XML interface online 6.0).
 */
export const MAX_FILE_BYTES = 20_000_000;
export const MAX_JOB_BYTES = 465_000_000;
export const MAX_DOCUMENTS = 4999;
