/// <reference lib="dom" />
import type { ForgeDoc } from './uikit-rules';

type Props = ForgeDoc['props'];
/** One component of UI Kit: what stands for it in the page, and how its properties are shown there. */
type Part = {
  readonly tag: (props: Props) => keyof HTMLElementTagNameMap;
  readonly show?: (element: HTMLElement, props: Props) => void;
  /** What it says of itself above what stands in it. */
  readonly lead?: (props: Props) => string;
};

/** How a link is followed is the shell's business: this page may not leave Jira's. */
export type Follow = (href: string, isNewTab: boolean) => void;

const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';
const handler = (value: unknown) =>
  typeof value === 'function' ? (value as (...args: unknown[]) => void) : undefined;
const is = (tag: keyof HTMLElementTagNameMap) => () => tag;

/** Sizes of headings as Atlaskit gives them levels. */
const LEVELS: Readonly<Record<string, keyof HTMLElementTagNameMap>> = {
  ...{ xxlarge: 'h1', xlarge: 'h1', large: 'h2', medium: 'h3' },
  ...{ small: 'h4', xsmall: 'h5', xxsmall: 'h6' },
};

/** Attributes that say a property to the stylesheet. */
function marks(...names: readonly string[]): NonNullable<Part['show']> {
  return (element, props) => {
    for (const name of names) {
      const value = props[name];
      if (value === undefined || value === false) delete element.dataset[name.toLowerCase()];
      else element.dataset[name.toLowerCase()] = String(value);
    }
  };
}

function flag(element: HTMLElement, name: string, isSet: boolean): void {
  element.toggleAttribute(name, isSet);
}

function spacing(element: HTMLElement, { space, rowSpace }: Props): void {
  const gap = (token: unknown) => (text(token) === '' ? '0px' : `var(--ds-${text(token).replace('.', '-')})`);
  element.style.columnGap = gap(space);
  element.style.rowGap = gap(rowSpace ?? space);
}

/** What of UI Kit the sandbox draws: plainly, with Atlassian's tokens, accessible. A component more is a line more. */
export function partsOf(follow: Follow): Readonly<Record<string, Part>> {
  return {
    Stack: { tag: is('div'), show: withMarks(spacing, 'alignInline', 'spread') },
    Inline: { tag: is('div'), show: withMarks(spacing, 'alignBlock', 'alignInline', 'spread', 'shouldWrap') },
    Box: {
      tag: is('div'),
      show: (element, { role }) => role !== undefined && element.setAttribute('role', text(role)),
    },
    Text: {
      tag: ({ as }) => (as === 'strike' ? 's' : as === undefined ? 'span' : (text(as) as 'span')),
      show: marks('size', 'weight', 'color'),
    },
    Heading: {
      tag: ({ as, size }) => (as === undefined ? (LEVELS[text(size)] ?? 'h3') : (text(as) as 'h3')),
      show: marks('size'),
    },
    List: { tag: ({ type }) => (type === 'ordered' ? 'ol' : 'ul') },
    ListItem: { tag: is('li') },
    Badge: { tag: is('span'), show: marks('appearance') },
    Lozenge: { tag: is('span'), show: marks('appearance') },
    Spinner: { tag: is('span'), show: spinner },
    SectionMessage: { tag: is('section'), show: marks('appearance'), lead: ({ title }) => text(title) },
    HelperMessage: { tag: is('small') },
    Label: { tag: is('label'), show: (element, { labelFor }) => element.setAttribute('for', text(labelFor)) },
    Link: { tag: is('a'), show: (element, props) => link(element, props, follow) },
    Button: { tag: is('button'), show: button },
    Select: { tag: is('select'), show: select },
  };
}

function withMarks(show: NonNullable<Part['show']>, ...names: readonly string[]): NonNullable<Part['show']> {
  return (element, props) => {
    show(element, props);
    marks(...names)(element, props);
  };
}

function spinner(element: HTMLElement, { label }: Props): void {
  element.setAttribute('role', 'img');
  element.setAttribute('aria-label', text(label));
}

function link(element: HTMLElement, { href, openNewTab }: Props, follow: Follow): void {
  element.setAttribute('href', text(href));
  element.onclick = (event) => {
    event.preventDefault();
    follow(text(href), openNewTab === true);
  };
}

function button(element: HTMLElement, { onClick, isDisabled, type }: Props): void {
  element.setAttribute('type', text(type) || 'button');
  flag(element, 'disabled', isDisabled === true);
  element.onclick = () => handler(onClick)?.();
}

type Option = { readonly label: string; readonly value: string };

/** UI Kit's select hands over the chosen option itself. */
function select(element: HTMLElement, props: Props): void {
  const options = (props['options'] ?? []) as readonly Option[];
  const chosen = (props['value'] ?? props['defaultValue']) as Option | undefined;
  const drawn = options.map(({ label, value }) => new Option(label, value, false, value === chosen?.value));
  element.replaceChildren(...drawn);
  element.id = text(props['inputId'] ?? props['id']);
  flag(element, 'disabled', props['isDisabled'] === true);
  element.onchange = () => {
    const { value } = element as HTMLSelectElement;
    handler(props['onChange'])?.(options.find((one) => one.value === value));
  };
}
