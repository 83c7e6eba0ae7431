/** How the sandbox draws UI Kit: near enough to be read, with Atlassian's tokens, so that dark mode and contrast are true. */
export const STYLES = `
body { margin: 0; color: var(--ds-text); background: var(--ds-surface); font: 14px/20px system-ui, sans-serif; }
[data-uikit='Stack'] { display: flex; flex-direction: column; align-items: stretch; }
[data-uikit='Inline'] { display: flex; align-items: flex-start; }
[data-uikit='Inline'][data-alignblock='center'] { align-items: center; }
[data-uikit='Inline'][data-alignblock='baseline'] { align-items: baseline; }
[data-spread='space-between'] { justify-content: space-between; }
[data-uikit='Inline'][data-shouldwrap] { flex-wrap: wrap; }
h2 { margin: 0 0 12px; font-size: 16px; line-height: 20px; font-weight: 600; }
[data-uikit='Heading'] { margin: 0; font-size: 16px; line-height: 20px; font-weight: 600; }
[data-uikit='Heading'][data-size='small'] { font-size: 14px; }
.heard { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
ul, ol { margin: 0; padding-inline-start: 20px; }
[data-uikit='Text'][data-size='small'] { font-size: 12px; line-height: 16px; }
[data-uikit='Text'][data-size='large'] { font-size: 16px; line-height: 24px; }
[data-uikit='Text'][data-weight='bold'] { font-weight: 600; }
[data-uikit='Text'][data-color='color.text.subtle'] { color: var(--ds-text-subtle); }
small { font-size: 12px; color: var(--ds-text-subtle); }
a { color: var(--ds-link); text-decoration: underline; line-height: 24px; display: inline-block; }
[data-uikit='Badge'] { min-width: 8px; padding: 0 8px; border-radius: 8px; text-align: center; color: var(--ds-text); background: var(--ds-background-neutral); }
[data-uikit='Badge'][data-appearance='important'] { color: var(--ds-text-inverse); background: var(--ds-background-danger-bold); }
[data-uikit='Badge'][data-appearance='primary'] { color: var(--ds-text-inverse); background: var(--ds-background-brand-bold); }
[data-uikit='SectionMessage'] { padding: 12px; background: var(--ds-background-information); }
[data-uikit='SectionMessage'][data-appearance='warning'] { background: var(--ds-background-warning); }
[data-uikit='SectionMessage'][data-appearance='error'] { background: var(--ds-background-danger); }
[data-uikit='SectionMessage'] > strong { display: block; }
[data-uikit='Spinner'] { width: 16px; height: 16px; border: 2px solid var(--ds-border); border-top-color: var(--ds-border-brand); border-radius: 50%; }
button, select { min-height: 32px; padding: 0 12px; font: inherit; color: var(--ds-text); background: var(--ds-background-neutral); border: 1px solid var(--ds-border-input); border-radius: 3px; }
:focus-visible { outline: 2px solid var(--ds-border-focused); outline-offset: 2px; }
[role='alert'] { padding: 8px; color: var(--ds-text-danger); }
`;
