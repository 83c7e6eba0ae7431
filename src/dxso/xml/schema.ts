import type { XsdCode } from '../codes';
import type { DxsoFinding, Findings, FoundAt } from '../finding';
import { misfitOf } from './facets';
import { type SimpleTypeName, TYPES } from './simple-types';
import { type XmlElement, XSI } from './xml-read';

/** What an element may contain. */
export type Model = { readonly attributes?: readonly AttributeModel[]; readonly content: Content };

type Content =
  | { readonly is: 'value'; readonly type: SimpleTypeName; readonly fixed?: string }
  | { readonly is: 'nothing' }
  /** Elements in this order. */
  | { readonly is: 'sequence'; readonly items: readonly Item[] }
  /** Elements of one of these kinds; each is a booking, counted from 1. */
  | { readonly is: 'rows'; readonly of: Readonly<Record<string, Model>>; readonly most: number }
  /** What its `xsi:type` says. */
  | { readonly is: 'typed'; readonly of: Readonly<Record<string, Model>> };

export type Item = {
  readonly name: string;
  readonly least: 0 | 1;
  readonly most: number;
  readonly model: Model;
};
type AttributeModel = {
  readonly name: string;
  readonly type: SimpleTypeName;
  readonly isRequired?: boolean;
  readonly fixed?: string;
};
export type Schema = { readonly namespace: string; readonly root: string; readonly model: Model };

/** Where findings go, and the file they are about. */
type Into = { readonly findings: Findings; readonly file: string };

/**
 * What DATEV's schema says against a document. As strict as a validator: it says nothing exactly where one does (proved
 * with libxml2 over generated files). Findings have class `xsd` and never a value of a booking. Returns whether the root
 * is the schema's: the rules for another kind of file would only confuse.
 */
export function checkSchema(root: XmlElement, { namespace, root: name, model }: Schema, into: Into): boolean {
  const walk = new Walk(namespace, into);
  const isIt = root.namespace === namespace && root.name === name;
  const version = isIt ? undefined : olderVersion(root, namespace, name);
  if (isIt) walk.element(root, model);
  else if (version !== undefined)
    walk.find('dxso.xsd.older', root, { severity: 'warning', values: { version } });
  else walk.find('dxso.xsd.root', root, { values: { root: name, namespace, found: foundIn(root) } });
  return isIt;
}

/** The versions 4.0 and 5.0, which DATEV still takes, have the same namespaces with another number at the end. */
function olderVersion(root: XmlElement, namespace: string, name: string): string | undefined {
  const [wanted, found = ''] = [namespace, root.namespace ?? ''].map((one) => one.replace(/0[456]/, '0#'));
  const version = /0([45])\.?0$/.exec(root.namespace ?? '')?.[1];
  return root.name === name && wanted === found && version !== undefined ? `${version}.0` : undefined;
}

/** What a file begins with instead. */
function foundIn({ name, namespace = '' }: XmlElement): string {
  return namespace === '' ? name : `${name}, ${namespace}`;
}

const NOTHING_MORE = {};

/** One walk through a document; a class because it collects. */
class Walk {
  private row: number | undefined;

  constructor(
    private readonly namespace: string,
    private readonly into: Into,
  ) {}

  find(
    code: XsdCode,
    at: XmlElement,
    {
      severity = 'error',
      field = at.name,
      values = {},
    }: Partial<Pick<DxsoFinding, 'severity' | 'field' | 'values'>> = NOTHING_MORE,
  ): void {
    if (this.into.findings.isOnlyCounted(severity, code)) return;
    const row = this.row === undefined ? {} : { row: this.row };
    const place: FoundAt = { file: this.into.file, line: at.line, ...row, field };
    this.into.findings.add({ severity, class: 'xsd', code, ...place, values });
  }

  element(element: XmlElement, model: Model): void {
    if (model.content.is === 'typed') return this.typed(element, model.content.of);
    this.attributes(element, model.attributes ?? [], false);
    this.content(element, model.content);
  }

  private content(element: XmlElement, content: Exclude<Content, { is: 'typed' }>): void {
    if (content.is === 'value') return this.value(element, content);
    if (content.is === 'nothing') return this.nothing(element);
    if (/[^ \t\n\r]/.test(element.text)) this.find('dxso.xsd.text', element);
    if (content.is === 'rows') return this.rows(element, content);
    this.sequence(element, content.items);
  }

  private typed(element: XmlElement, models: Readonly<Record<string, Model>>): void {
    const name = this.typeOf(element);
    const model = Object.hasOwn(models, name) ? models[name] : undefined;
    if (model === undefined)
      return this.find('dxso.xsd.kind', element, { values: { allowed: Object.keys(models).join(', ') } });
    this.attributes(element, model.attributes ?? [], true);
    if (model.content.is !== 'typed') this.content(element, model.content);
  }

  /** The name that `xsi:type` gives, if it is one of the schema's own. */
  private typeOf({ type }: XmlElement): string {
    return type?.namespace === this.namespace ? type.name : '';
  }

  private attributes(element: XmlElement, models: readonly AttributeModel[], isTyped: boolean): void {
    for (const { namespace, name } of element.attributes) {
      const isKnown =
        namespace === XSI
          ? /^(schemaLocation|noNamespaceSchemaLocation)$/.test(name) || (name === 'type' && isTyped)
          : namespace === '' && models.some((model) => model.name === name);
      if (!isKnown) this.find('dxso.xsd.attribute-unknown', element, { values: { name: name.slice(0, 40) } });
    }
    for (const model of models) this.attribute(element, model);
  }

  private attribute(element: XmlElement, { name, type, isRequired, fixed }: AttributeModel): void {
    const given = element.attributes.find((one) => one.namespace === '' && one.name === name)?.value;
    if (given === undefined) {
      if (isRequired === true) this.find('dxso.xsd.attribute-missing', element, { field: name });
    } else this.simple(element, given, { type, field: name, fixed });
  }

  private value(element: XmlElement, { type, fixed }: Content & { is: 'value' }): void {
    for (const child of element.children) this.find('dxso.xsd.unknown', child);
    // XML Schema: an empty element with a fixed value has it.
    if (element.text === '' && fixed !== undefined) return;
    this.simple(element, element.text, { type, field: element.name, fixed });
  }

  private simple(
    element: XmlElement,
    raw: string,
    {
      type,
      field,
      fixed,
    }: { readonly type: SimpleTypeName; readonly field: string; readonly fixed: string | undefined },
  ): void {
    const misfit = misfitOf(type, raw);
    const simple = TYPES[type];
    const most = 'most' in simple ? { most: simple.most } : {};
    if (misfit !== undefined) this.find(`dxso.xsd.${misfit}`, element, { field, values: { type, ...most } });
    else if (fixed !== undefined && raw !== fixed)
      this.find('dxso.xsd.fixed', element, { field, values: { fixed } });
  }

  private nothing(element: XmlElement): void {
    for (const child of element.children) this.find('dxso.xsd.unknown', child);
    if (element.text !== '') this.find('dxso.xsd.text', element);
  }

  private rows(element: XmlElement, { of, most }: Content & { is: 'rows' }): void {
    const [first] = element.children;
    if (first === undefined)
      return this.find('dxso.xsd.missing', element, { values: { name: Object.keys(of).join(', ') } });
    this.row = 0;
    for (const child of element.children) {
      this.row++;
      const model = this.isOurs(child) && Object.hasOwn(of, child.name) ? of[child.name] : undefined;
      if (model === undefined || child.name !== first.name) this.find('dxso.xsd.unknown', child);
      else this.element(child, model);
    }
    this.row = undefined;
    if (element.children.length > most) this.find('dxso.xsd.too-many', element, { values: { most } });
  }

  private isOurs({ namespace }: XmlElement): boolean {
    return namespace === this.namespace;
  }

  private sequence(element: XmlElement, items: readonly Item[]): void {
    const counts = items.map(() => 0);
    let at = 0;
    for (const child of element.children) {
      const index = this.isOurs(child) ? placeOf(child, items) : -1;
      const item = items[index];
      if (item === undefined) {
        this.find('dxso.xsd.unknown', child);
        continue;
      }
      const count = (counts[index] ?? 0) + 1;
      counts[index] = count;
      if (index < at) this.find(count > item.most ? 'dxso.xsd.twice' : 'dxso.xsd.order', child);
      else if (count > item.most)
        this.find(item.most > 1 ? 'dxso.xsd.too-many' : 'dxso.xsd.twice', child, {
          values: { most: item.most },
        });
      at = Math.max(at, index);
      this.element(child, item.model);
    }
    for (const [index, { name, least }] of items.entries())
      if (counts[index] === 0 && least > 0)
        this.find('dxso.xsd.missing', element, { field: name, values: { name } });
  }
}

/** Which of the items an element is; -1 for none. A loop because it is asked for every element of a package. */
function placeOf({ name }: XmlElement, items: readonly Item[]): number {
  for (let index = 0; index < items.length; index++) if (items[index]?.name === name) return index;
  return -1;
}
