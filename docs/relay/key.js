/** The public half of RELAY_PRIVATE_KEY as a JWK; the vendor puts their own here (README.md). Empty: nothing is forwarded. */
export const PUBLIC_KEY = {};
