import { cut, plain } from '../kernel/text';

/** One entry of DATEV's protocol of a job (`GET …/protocol-entries`); texts are German and may change. */
export type ProtocolEntry = {
  readonly time: string;
  readonly text: string;
  readonly context?: string | undefined;
  readonly type: 'information' | 'warning' | 'error';
  readonly filename?: string | undefined;
};

/** What an entry means for whoever has to act, as far as we know DATEV's texts. */
type ProtocolFinding = {
  readonly severity: 'error' | 'warning' | 'information';
  readonly code: `dxso.protocol.${'tax-key' | 'schema' | 'sum' | 'already-there' | 'account-length' | 'fiscal-year' | 'other'}`;
  readonly file?: string;
  /** DATEV's document number, 32 hexadecimal digits. */
  readonly documentId?: string;
  /** DATEV's own words, harmless and short. They may quote ledger values: for the panel only, never for an issue. */
  readonly verbatim: string;
};

/** Texts seen in the field, with what they mean (facts: DATEV's help, vendors' help pages). */
const KNOWN = [
  ['tax-key', /Fehlernr\s*=\s*807|BU-Schlüssel.*ungültig/i],
  ['schema', /Fehlernr\s*=\s*900|kann nicht geparst werden|not facet-valid/i],
  ['sum', /Daten des Elements consolidate/i],
  ['already-there', /bereits (?:in .*)?vorhanden/i],
  ['account-length', /(?:Sachkonten|Konto)(?:nummern)?länge/i],
  ['fiscal-year', /Wirtschaftsjahr/i],
] as const;

/** DATEV's protocol as findings, in its order. */
export function protocolFindings(entries: readonly ProtocolEntry[]): readonly ProtocolFinding[] {
  return entries.map(({ text, context = '', type, filename }) => {
    const known = KNOWN.find(([, form]) => form.test(text))?.[0];
    const documentId = /Beleg-ID Nr\.?\s*([0-9A-Fa-f]{32})\b/.exec(`${context} ${text}`)?.[1];
    return {
      severity: type,
      code: `dxso.protocol.${known ?? 'other'}`,
      ...(filename === undefined || filename === '' ? {} : { file: filename }),
      ...(documentId === undefined ? {} : { documentId }),
      verbatim: cut(plain(text).trim(), 500),
    };
  });
}

/** The files that the protocol's errors name, each once. */
export function failedFiles(entries: readonly ProtocolEntry[]): readonly string[] {
  const names = entries.flatMap(({ type, filename }) => (type === 'error' && filename ? [filename] : []));
  return [...new Set(names)];
}
