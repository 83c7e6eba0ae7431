type Answer = {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly body: string;
};

/**
 * The public door. It is declared from the first version because adding it later would ask every customer for consent
 * (DESIGN §7); until a hook is configured there is nothing behind it, and it says so without telling more.
 */
export function inbound(): Answer {
  return {
    statusCode: 404,
    headers: { 'Content-Type': ['text/plain; charset=utf-8'], 'Cache-Control': ['no-store'] },
    body: 'Not found',
  };
}
