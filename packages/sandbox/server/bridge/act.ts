/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

/** What the story does on a page that people work on: it finds what they would find, and clicks it before their eyes. */
export type Act = {
  readonly do: 'find' | 'click' | 'choose' | 'give';
  /** A CSS selector; the first one that is to be seen counts. */
  readonly at: string;
  /** `choose`: the option's value. */
  readonly value?: string;
  /** `give`: the file for a file field. */
  readonly file?: { readonly name: string; readonly bytes: Uint8Array };
};
/** Where it stands on its page, in CSS pixels. */
export type Place = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

const LOOK_EVERY = 100;
const GIVE_UP_AFTER = 60_000;

/** @throws when what it is about does not come up within a minute */
export async function perform(act: Act): Promise<Place> {
  for (let waited = 0; waited < GIVE_UP_AFTER; waited += LOOK_EVERY) {
    const found = findNow(act);
    if (found !== undefined) return handle(found, act);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
  }
  throw new Error(`“${act.at}” is not on this page.`);
}

/** A file field may be drawn by its label alone. */
function findNow({ do: what, at }: Act): HTMLElement | undefined {
  const all = [...document.querySelectorAll<HTMLElement>(at)];
  return all.find((each) => what === 'give' || (isSeen(each) && (what === 'find' || !isOff(each))));
}

function isSeen(element: HTMLElement): boolean {
  const { width, height } = element.getBoundingClientRect();
  return width > 0 && height > 0 && getComputedStyle(element).visibility === 'visible';
}

function isOff(element: HTMLElement): boolean {
  return element.matches(':disabled, [aria-disabled="true"], [aria-busy="true"]');
}

function handle(element: HTMLElement, { do: what, value = '', file }: Act): Place {
  const place = placeOf(what === 'give' ? (element.parentElement ?? element) : element);
  if (what === 'click') {
    element.focus({ preventScroll: true });
    element.click();
  }
  if (what === 'choose' && element instanceof HTMLSelectElement) {
    // Past React's own setter, so that it takes the change for a person's.
    Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value')?.set?.call(element, value);
    element.dispatchEvent(new Event('change', { bubbles: true }));
  }
  if (what === 'give' && element instanceof HTMLInputElement && file !== undefined) {
    const given = new DataTransfer();
    given.items.add(new File([new Uint8Array(file.bytes)], file.name, { type: 'text/csv' }));
    element.files = given.files;
    element.dispatchEvent(new Event('change', { bubbles: true }));
  }
  return place;
}

function placeOf(element: HTMLElement): Place {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { left, top, width, height };
}
