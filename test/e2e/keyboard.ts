import type { Locator, Page } from 'playwright-core';

/** Hands that have nothing but a keyboard. Each throws where a person without a mouse would be stuck or would not see where they are. */
export type Keyboard = {
  /** Goes on, or back, until the focus stands there, and sees it. */
  tabTo(to: Locator, key?: 'Tab' | 'Shift+Tab'): Promise<void>;
  /** Goes there and presses. */
  press(on: Locator, key?: string): Promise<void>;
  /** Goes there and types. */
  type(into: Locator, text: string): Promise<void>;
  /** In a list of the browser: arrows until it stands there. */
  choose(list: Locator, value: string): Promise<void>;
  /** Opens the field for files and chooses there. */
  giveFiles(
    field: Locator,
    files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
  ): Promise<void>;
  /** Waits until the focus stands there by itself: what was pressed has led to it. */
  ledTo(where: Locator): Promise<void>;
};

/** More stops than any of our pages has. */
const MOST = 200;

export function keyboardOf(page: Page): Keyboard {
  const { keyboard } = page;
  let last: string | undefined;
  // From the beginning: the browser takes a moment until it hands choosers over, in each frame.
  page.on('filechooser', () => undefined);
  // A page that was just loaded has the focus nowhere yet.
  page.on('framenavigated', (frame) => {
    if (frame === page.mainFrame()) last = undefined;
  });
  const tabTo: Keyboard['tabTo'] = async (to, key = 'Tab') => {
    await to.waitFor({ state: 'attached' });
    if (last !== undefined && (await staysLost(to))) throw new Error(`The focus is lost after ${last}.`);
    for (let n = 0; n < MOST; n++) {
      const found = await to.evaluate(judged);
      if (found === 'here') return;
      if (found === 'unseen') throw new Error(`The focus stands on ${to}, and nobody sees it.`);
      await keyboard.press(key);
    }
    throw new Error(`${to} cannot be reached by keyboard.`);
  };
  const press: Keyboard['press'] = async (on, key = 'Enter') => {
    await tabTo(on);
    last = `${key} on ${on}`;
    await keyboard.press(key);
  };
  return {
    tabTo,
    press,
    async type(into, text) {
      await tabTo(into);
      await keyboard.insertText(text);
    },
    async choose(list, value) {
      await tabTo(list);
      await keyboard.press('Home');
      for (let n = 0; n < 60 && (await list.inputValue()) !== value; n++) await keyboard.press('ArrowDown');
      if ((await list.inputValue()) !== value) throw new Error(`${list} has no ${value}.`);
    },
    async giveFiles(field, files) {
      await tabTo(field);
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), keyboard.press('Enter')]);
      last = `a file for ${field}`;
      await chooser.setFiles(
        files.map(({ name, bytes }) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(bytes) })),
      );
    },
    async ledTo(where) {
      await where.waitFor();
      for (let tries = 0; tries < 40; tries++) {
        if (await where.evaluate((element) => element === document.activeElement)) return;
        await page.waitForTimeout(50);
      }
      const stands = await where.evaluate(inWords);
      throw new Error(`After ${last} the focus does not come to ${where}, it stands on ${stands}.`);
    },
  };
}

/** Runs in the frame: what has the focus, for whoever reads why a walk ended. */
function inWords({ ownerDocument: own }: Element): string {
  const { tagName, textContent } = own.activeElement ?? own.body;
  return `${tagName} “${(textContent ?? '').slice(0, 60)}”${own.hasFocus() ? '' : ' of a frame without it'}`;
}

/** Sooner nobody presses the next key. What has folded away is a moment without the focus, until the page leads it elsewhere. */
const REACTION_MS = 300;

async function staysLost(to: Locator): Promise<boolean> {
  for (let waited = 0; await to.evaluate(isLost); waited += 50) {
    if (waited >= REACTION_MS) return true;
    await to.page().waitForTimeout(50);
  }
  return false;
}

/** Runs in the frame: it has the focus, and no element of it has. */
function isLost(element: Element): boolean {
  const { ownerDocument: own } = element;
  return own.hasFocus() && (own.activeElement === null || own.activeElement === own.body);
}

/** Runs in the frame: whether the focus stands on it, with something drawn around it or around the label that stands for it. */
function judged(element: Element): 'here' | 'unseen' | 'elsewhere' {
  if (element.ownerDocument.activeElement !== element || !element.ownerDocument.hasFocus())
    return 'elsewhere';
  const shown = element.classList.contains('unseen') ? (element.closest('label') ?? element) : element;
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(shown);
  const { width, height } = shown.getBoundingClientRect();
  const isRinged = (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
  return isRinged && width > 4 && height > 4 ? 'here' : 'unseen';
}
