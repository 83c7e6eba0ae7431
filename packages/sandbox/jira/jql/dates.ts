import { fromLocal, offsetMinutes } from '../time';
import type { Operand } from './parser';

const UNIT: Readonly<Record<string, number>> = { w: 7 * 86_400_000, d: 86_400_000, h: 3_600_000, m: 60_000 };
type At = { readonly now: number; readonly zone: string };

/** `-15m`, `4w 2d`: from now; without a sign it lies ahead. */
function relative(text: string): number | undefined {
  const match = /^([+-]?)((?:\d+[wdhm]\s*)+)$/.exec(text.trim());
  if (!match) return undefined;
  const sum = [...(match[2] ?? '').matchAll(/(\d+)([wdhm])/g)].reduce(
    (total, part) => total + Number(part[1]) * (UNIT[part[2] ?? ''] ?? 0),
    0,
  );
  return match[1] === '-' ? -sum : sum;
}
/** `yyyy-MM-dd [HH:mm]` or with slashes, on the caller's clock. No seconds: JQL knows none. */
function absolute(text: string, zone: string): number | undefined {
  const match = /^(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?: (\d{1,2}):(\d{2}))?$/.exec(text.trim());
  if (!match) return undefined;
  const n = (i: number) => Number(match[i] ?? 0);
  const local = Date.UTC(n(1), n(3) - 1, n(4), n(5), n(6));
  const real = new Date(local).getUTCMonth() === n(3) - 1 && n(5) < 24 && n(6) < 60;
  return real ? fromLocal(local, zone) : undefined;
}
function startOf(unit: string, at: At): number | undefined {
  const local = new Date(at.now + offsetMinutes(at.now, at.zone) * 60_000);
  const [y, m, d] = [local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate()];
  const starts: Readonly<Record<string, number>> = {
    day: Date.UTC(y, m, d),
    month: Date.UTC(y, m, 1),
    year: Date.UTC(y, 0, 1),
    week: Date.UTC(y, m, d - local.getUTCDay()),
  };
  const start = starts[unit];
  return start === undefined ? undefined : fromLocal(start, at.zone);
}

/** The instant an operand means, or undefined when Jira would not read it. */
export function dateOf(operand: Operand, at: At): number | undefined {
  if (operand.kind === 'value') {
    const shift = relative(operand.text);
    return shift === undefined ? absolute(operand.text, at.zone) : at.now + shift;
  }
  if (operand.kind !== 'function') return undefined;
  const name = operand.name.toLowerCase();
  if (name === 'now') return at.now;
  const start = name.startsWith('startof') ? startOf(name.slice('startof'.length), at) : undefined;
  const shift = operand.args[0] === undefined ? 0 : relative(operand.args[0]);
  return start === undefined || shift === undefined ? undefined : start + shift;
}
