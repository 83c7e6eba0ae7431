/** DATEV's sandbox returns to `http://localhost`, with any port and path; nothing of this app answers there. */
export const LOCALHOST = /^http:\/\/localhost(?::\d{1,5})?(?:\/[\w./-]{0,100})?$/;
