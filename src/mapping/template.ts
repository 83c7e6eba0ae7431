/** A piece of a template: text as it stands, the period, or the column whose value comes there. */
type Part =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'period' }
  | { readonly is: 'field'; readonly name: string };

/** Reads `Rechnung {view.field} {period}`. `undefined` when the curly brackets do not match. */
export function readTemplate(template: string): readonly Part[] | undefined {
  if (/[{}]/.test(template.replaceAll(FIELD, ''))) return undefined;
  const parts: Part[] = [];
  let at = 0;
  for (const found of template.matchAll(FIELD)) {
    const [all, name = ''] = found;
    if (found.index > at) parts.push({ is: 'text', text: template.slice(at, found.index) });
    parts.push(name.trim() === 'period' ? { is: 'period' } : { is: 'field', name: name.trim() });
    at = found.index + all.length;
  }
  if (at < template.length) parts.push({ is: 'text', text: template.slice(at) });
  return parts;
}
const FIELD = /\{([^{}]*)\}/g;

/** The columns that a template names, in order; none of a broken one. */
export function fieldsIn(template: string): readonly string[] {
  return (readTemplate(template) ?? []).flatMap((part) => (part.is === 'field' ? part.name : []));
}
