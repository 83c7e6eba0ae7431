import { createRequire } from 'node:module';

const load = createRequire(import.meta.url);
const WANTED = new Set(['light', 'dark', 'spacing', 'shape', 'typography', 'motion']);
type Theme = { readonly id: string; readonly css: string };

/** Atlaskit's design tokens as Jira injects them: all values behind the attributes of `themeAttributes`. */
export async function themeStyles(): Promise<string> {
  const tokens = load('@atlaskit/tokens/get-theme-styles') as {
    getThemeStyles(which: 'all'): Promise<readonly Theme[]>;
  };
  // The package reports themes it will not load outside Atlassian; that is noise on a person's terminal.
  const { warn, error } = console;
  console.warn = () => undefined;
  console.error = () => undefined;
  try {
    const themes = await tokens.getThemeStyles('all');
    return themes
      .filter((theme) => WANTED.has(theme.id))
      .map((theme) => theme.css)
      .join('\n');
  } finally {
    console.warn = warn;
    console.error = error;
  }
}
