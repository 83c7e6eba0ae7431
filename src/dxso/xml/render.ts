import type { Lang } from '../../kernel/lang';
import { cut, plain, quoted } from '../../kernel/text';
import { andMore } from '../../texts/and-more';
import { say, sayWith } from '../../texts/say';
import type { DxsoFinding } from '../finding';
import { CONSOLIDATED, LEDGER_FIELDS } from '../ledger-fields';
import { type DxsoWords, dxsoWords } from '../words';
import { type SimpleType, TYPES } from './simple-types';

/** A finding in words: what is wrong, by which rule, what to do, and where. */
type RenderedDxso = DxsoWords & { readonly where: string };

/** The words for one finding. File names come from outside: they are made harmless and short. */
export function renderDxso(finding: DxsoFinding, lang: Lang): RenderedDxso {
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
  const words = dxsoWords(finding.code, lang, values);
  return { ...words, text: andMore(words.text, finding.values, lang), where: whereOf(finding, lang) };
}

/** DATEV's name in its masks with that of the element, which the maker of the program knows. */
function labelOf({ field = '', file }: DxsoFinding, lang: Lang): string {
  const label = [...LEDGER_FIELDS, ...CONSOLIDATED].find(({ name }) => name === field)?.label;
  const name = cut(plain(field), 60);
  if (label !== undefined && label !== field) return say('dxso.label', lang, { label, name });
  return name === '' ? cut(plain(file), 120) : quoted(name, lang);
}

function allowedOf({ values }: DxsoFinding, lang: Lang): string {
  const { type, allowed } = values;
  if (typeof type === 'string' && isType(type)) return allowedIn(TYPES[type], lang);
  return typeof allowed === 'string' ? allowed : '';
}

function isType(name: string): name is keyof typeof TYPES {
  return Object.hasOwn(TYPES, name);
}

/** What a type of DATEV's schemas allows. Its bounds are told as people type them, without separators. */
export function allowedIn(type: SimpleType, lang: Lang): string {
  const bounds =
    type.base === 'text' || type.base === 'whole'
      ? { least: String(type.least ?? 0), most: String(type.most) }
      : {};
  return sayWith(`dxso.allowed.${type.allowed}`, lang, bounds);
}

function whereOf({ file, line, row }: DxsoFinding, lang: Lang): string {
  const parts = [
    cut(plain(file), 120),
    ...(row === undefined ? [] : [say('dxso.where.booking', lang, { row })]),
    ...(line === undefined ? [] : [say('dxso.where.line', lang, { line })]),
  ];
  return parts.join(', ');
}
