/** DATEV keeps two worlds apart; the path's first segment chooses: `/platform-sandbox/…` or `/platform/…`. */
export type Environment = 'sandbox' | 'production';
