import { andMore } from '../../kernel/listed';
import type { Lang } from '../../kernel/problem';
import { cut, grouped, plain, say } from '../../kernel/text';
import type { DxsoFinding } from '../finding';
import { CONSOLIDATED, LEDGER_FIELDS } from '../ledger-fields';
import { DXSO_WORDS } from '../words';
import { TYPES } from './simple-types';

/** A finding in words: what is wrong, by which rule, what to do, and where. */
export type RenderedDxso = {
  readonly text: string;
  readonly rule: string;
  readonly remedy: string;
  readonly where: string;
};

/** The words for one finding. File names come from outside: they are made harmless and short. */
export function renderDxso(finding: DxsoFinding, lang: Lang): RenderedDxso {
  const words = DXSO_WORDS[finding.code];
  const values = {
    ...Object.fromEntries(
      Object.entries(finding.values).map(([key, value]) => [
        key,
        typeof value === 'string' ? cut(plain(value), 120) : value,
      ]),
    ),
    file: cut(plain(finding.file), 120),
    label: labelOf(finding, lang),
    line: String(finding.line ?? 1),
    allowed: allowedOf(finding, lang),
  };
  return {
    text: say(words.text, lang, values) + andMore(finding.values, lang),
    rule: say(words.rule, lang, values),
    remedy: say(words.remedy, lang, values),
    where: whereOf(finding, lang),
  };
}

/** DATEV's name in its masks with that of the element, which the maker of the program knows. */
function labelOf({ field = '', file }: DxsoFinding, lang: Lang): string {
  const label = [...LEDGER_FIELDS, ...CONSOLIDATED].find(({ name }) => name === field)?.label;
  const name = cut(plain(field), 60);
  if (label !== undefined && label !== field)
    return lang === 'de' ? `„${label}“ (${name})` : `“${label}” (${name})`;
  return name === '' ? cut(plain(file), 120) : lang === 'de' ? `„${name}“` : `“${name}”`;
}

function allowedOf({ values }: DxsoFinding, lang: Lang): string {
  const { type, allowed } = values;
  if (typeof type === 'string' && Object.hasOwn(TYPES, type))
    return TYPES[type as keyof typeof TYPES].allowed[lang];
  return typeof allowed === 'string' ? allowed : '';
}

function whereOf({ file, line, row }: DxsoFinding, lang: Lang): string {
  const parts = [
    cut(plain(file), 120),
    ...(row === undefined ? [] : [`${lang === 'de' ? 'Buchung' : 'booking'} ${grouped(row, lang)}`]),
    ...(line === undefined ? [] : [`${lang === 'de' ? 'Zeile' : 'line'} ${grouped(line, lang)}`]),
  ];
  return parts.join(', ');
}
