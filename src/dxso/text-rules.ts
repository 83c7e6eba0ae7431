import { hiddenIn, isFormula, nameOf, type Values } from '../kernel/text';
import type { TextRule } from './codes';
import type { Findings, FoundAt } from './finding';
import { MAX_LEDGER_ROWS } from './ledger-schema';
import type { XmlElement } from './xml/xml-read';

/** Where the texts of a file stand: its findings, and the element whose children are bookings, if it has one. */
type Texts = { readonly file: string; readonly findings: Findings; readonly rows?: XmlElement | undefined };

/**
 * Warns of texts that are not what they look like: characters that nobody sees, and beginnings that a spreadsheet would
 * calculate with once somebody exports them. The same rules as those of EXTF files. All texts and attributes of a file that
 * nests as the schema wants it; recursive, because the reader lets nothing nest deeper than `XML_LIMITS.depth`.
 */
export function checkTexts(element: XmlElement, texts: Texts, row?: number): void {
  checkText(element.text, texts, { element, field: element.name, row });
  for (const { namespace, name, value } of element.attributes)
    if (namespace === '') checkText(value, texts, { element, field: name, row });
  const isLedger = element === texts.rows;
  const children = isLedger ? element.children.slice(0, MAX_LEDGER_ROWS) : element.children;
  for (let index = 0; index < children.length; index++) {
    const child = children[index];
    if (child !== undefined) checkTexts(child, texts, isLedger ? index + 1 : row);
  }
}

type At = { readonly element: XmlElement; readonly field: string; readonly row: number | undefined };

/** Most texts are harmless; where they stand is made for the others only. */
function checkText(text: string, { file, findings }: Texts, at: At): void {
  if (text === '') return;
  const hidden = hiddenIn(text);
  const warn = (code: TextRule, values: Values) => {
    if (findings.isOnlyCounted('warning', code)) return;
    findings.add({ severity: 'warning', class: 'rule', code, ...placeOf(file, at), values });
  };
  if (hidden !== undefined) warn('dxso.text.hidden-character', { character: nameOf(hidden) });
  if (isFormula(text)) warn('dxso.text.formula', {});
}

function placeOf(file: string, { element: { line }, field, row }: At): FoundAt {
  return { file, line, field, ...(row === undefined ? {} : { row }) };
}
