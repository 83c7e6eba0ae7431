/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

type Child = Node | string | undefined | false;
type Props = Readonly<Record<string, string | boolean | undefined | ((event: Event) => void)>>;

/** An element: functions become listeners, `true` an empty attribute, `undefined` and `false` nothing. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, '');
    else if (typeof value === 'string') element.setAttribute(name, value);
  }
  element.append(
    ...children.filter((child): child is Node | string => child !== undefined && child !== false),
  );
  return element;
}

/**
 * A place whose content is made anew only when its data changed, so that the regular look does not steal the focus or
 * a half-written comment.
 */
export function slot(element: HTMLElement): (data: unknown, make: () => readonly Child[]) => void {
  let shown: string | undefined;
  return (data, make) => {
    const text = JSON.stringify(data);
    if (text === shown) return;
    shown = text;
    element.replaceChildren(
      ...make().filter((child): child is Node | string => child !== undefined && child !== false),
    );
  };
}
