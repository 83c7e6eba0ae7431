import { isDay } from '../header-rules';
import type { ExtfHeader } from '../header-values';

/** Splits a line at semicolons outside quotation marks; a value loses its marks and doubled marks become single ones. */
export function splitLine(line: string): readonly string[] {
  const values: string[] = [];
  let value = '';
  let inText = false;
  for (let i = 0; i < line.length; i++) {
    const char = line.charAt(i);
    if (char === '"') {
      if (inText && line.charAt(i + 1) === '"') {
        value += char;
        i++;
      } else inText = !inText;
    } else if (char === ';' && !inText) {
      values.push(value);
      value = '';
    } else value += char;
  }
  values.push(value);
  return values;
}

/** The typed values of a split header line. */
export function readHeader(fields: readonly string[]): ExtfHeader {
  const at = (nr: number): string => fields[nr - 1] ?? '';
  const mandant = mandantOf(at(11), at(12));
  const label = at(17).trim();
  return {
    fields: fields.slice(0, 31),
    ...numeric('category', at(3)),
    ...numeric('formatVersion', at(5)),
    ...(mandant === undefined ? {} : { mandant }),
    ...day('fiscalYearBegin', at(13)),
    ...numeric('accountLength', at(14)),
    ...day('from', at(15)),
    ...day('to', at(16)),
    ...(label === '' ? {} : { label }),
    ...(/^[01]$/.test(at(21)) ? { locked: at(21) === '1' } : {}),
  };
}

function mandantOf(consultant: string, client: string): string | undefined {
  if (!/^\d{1,7}$/.test(consultant) || !/^\d{1,5}$/.test(client)) return undefined;
  return `${Number(consultant)}-${Number(client)}`;
}

function numeric<K extends string>(key: K, value: string): { readonly [P in K]?: number } {
  return (/^\d{1,3}$/.test(value) ? { [key]: Number(value) } : {}) as { readonly [P in K]?: number };
}

function day<K extends string>(key: K, value: string): { readonly [P in K]?: string } {
  if (!isDay(value)) return {};
  return { [key]: `${value.slice(0, 4)}-${value.slice(4, 6)}-${value.slice(6)}` } as {
    readonly [P in K]?: string;
  };
}
