import { present } from '../kernel/present';
import type { Cause } from '../submissions/submission';
import { caseOf } from './cause-cases';
import { type FaultSource, faultOf } from './extf-files/header-faults';
import { codeOf, type Verbatim } from './verbatim';

/** Codes whose texts name single faults, and what they are about. */
const SOURCES: Readonly<Record<string, FaultSource>> = {
  '1008832': 'transfer',
  '1008833': 'file',
  '1008834': 'header',
};

/**
 * Why DATEV said no, as codes only: DATEV's verbatim words stay behind. `status` is the HTTP status where the answer was
 * not a job's result; without a body the status alone decides later what the cause means.
 */
export function causeOf(verbatim: Verbatim | undefined, status?: number): Cause {
  const code = codeOf(verbatim) ?? 'unknown';
  return {
    source: 'datev',
    code,
    ...present({ status }),
    faults: verbatim === undefined ? [] : faultsOf(verbatim, code),
  };
}

function faultsOf(verbatim: Verbatim, code: string): readonly string[] {
  const source = faultSourceOf(verbatim, code);
  if (source === undefined) return [];
  const elements = verbatim.elements.map(({ name, reason }) => `${name} - ${reason}`);
  const found = [verbatim.detail ?? '', ...elements].map((text) => faultOf(text, source));
  const faults = [...new Set(found.filter((fault) => fault !== undefined))];
  if (faults.length > 0) return faults;
  return source === 'header' ? ['extf.header.unknown'] : source === 'file' ? ['extf.unknown'] : [];
}

/** Without a known code the title is all that tells. */
function faultSourceOf({ title }: Verbatim, code: string): FaultSource | undefined {
  if (Object.hasOwn(SOURCES, code)) return SOURCES[code];
  return caseOf(code) === 'unknown' && /extf.?header/i.test(title ?? '') ? 'header' : undefined;
}

/** The address of DATEV's help page for people; absent when it does not lead to datev.de. */
export function helpUrlOf(verbatim: Verbatim | undefined): string | undefined {
  const match = /^https?:\/\/([a-z0-9.-]+)(?:[/?#]\S*)?$/i.exec(verbatim?.type ?? '');
  const host = match?.[1]?.toLowerCase() ?? '';
  return host === 'datev.de' || host.endsWith('.datev.de') ? verbatim?.type : undefined;
}
