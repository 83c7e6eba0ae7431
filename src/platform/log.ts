import { redactField } from './redact';

type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * One line of JSON for the developer console: an event's name, then its fields. Ids, codes, counts and times only –
 * never a foreign system's message (it may carry ledger values), a name of a person or a Mandant, a secret.
 */
export function log(event: string, fields: LogFields = {}): void {
  const clean = Object.entries(fields).map(([name, value]) => [
    name,
    typeof value === 'string' ? redactField(name, value) : value,
  ]);
  // biome-ignore lint/suspicious/noConsole: the one place where a log line is written; Forge collects the console
  console.log(JSON.stringify({ event, ...Object.fromEntries(clean) }));
}
