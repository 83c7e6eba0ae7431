/**
 * What UI Kit takes. `@forge/react` hands a whole tree to the bridge at every change; Jira draws it. Here it is held against the table
 * read off Atlassian's own types (`forge/uikit-components.json`) before it is drawn.
 */

/** A node as the reconciler of `@forge/react` sends it. */
export type ForgeDoc = {
  readonly type: string;
  readonly key: string;
  readonly props: Readonly<Record<string, unknown>>;
  readonly children: readonly ForgeDoc[];
  readonly forgeReactMajorVersion?: number;
};
/** By component: its properties, each with the words it is limited to, or `null`. */
export type Components = Readonly<Record<string, Readonly<Record<string, readonly string[] | null>>>>;

/** The reconciler's own nodes: where a tree begins, and text. */
const ROOT = 'Root';
export const TEXT = 'String';

/**
 * Everything that UI Kit does not know or could not be handed over of a tree, in words; empty: it is in order. `drawn`: what whoever
 * draws it can draw.
 */
export function faultsIn(
  doc: ForgeDoc,
  components: Components,
  drawn: ReadonlySet<string>,
): readonly string[] {
  const below = (node: ForgeDoc): readonly string[] => [
    ...faultsOf(node, components, drawn),
    ...node.children.flatMap(below),
  ];
  return doc.type === ROOT
    ? doc.children.flatMap(below)
    : [`a tree begins with ${ROOT}, not with ${doc.type}`];
}

function faultsOf({ type, props, children }: ForgeDoc, components: Components, drawn: ReadonlySet<string>) {
  if (type === TEXT) return typeof props['text'] === 'string' ? [] : ['a text is no text'];
  const known = Object.hasOwn(components, type) ? components[type] : undefined;
  if (known === undefined) return [`UI Kit has no component ${type}`];
  if (!drawn.has(type)) return [`the sandbox does not draw ${type} yet`];
  const wrong = Object.entries(props).flatMap(([name, value]) => propertyFault({ type, name, value }, known));
  return children.length > 0 && !('children' in known) ? [...wrong, `${type} has no children`] : wrong;
}

function propertyFault(
  { type, name, value }: { readonly type: string; readonly name: string; readonly value: unknown },
  known: Components[string],
): readonly string[] {
  if (!Object.hasOwn(known, name)) return [`${type} has no property ${name}`];
  const words = known[name] ?? undefined;
  if (words !== undefined && value !== undefined && !words.includes(value as string))
    return [`${type}.${name} is none of ${words.join(', ')}`];
  if (typeof value === 'function')
    return /^on[A-Z]/.test(name) ? [] : [`${type}.${name} is a function, and no handler`];
  return crosses(value) ? [] : [`${type}.${name} cannot cross the bridge`];
}

/** What a message between two windows carries as it is: a function or a React element inside would be lost or refused. */
function crosses(value: unknown): boolean {
  if (value === null || ['undefined', 'string', 'boolean'].includes(typeof value)) return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (Array.isArray(value)) return value.every(crosses);
  if (typeof value !== 'object' || '$$typeof' in value) return false;
  return Object.getPrototypeOf(value) === Object.prototype && Object.values(value).every(crosses);
}
