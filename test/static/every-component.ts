import Button, { type ButtonProps } from '@atlaskit/button/new';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

const APPEARANCES = ['default', 'primary', 'subtle', 'warning', 'danger'] as const;
const WAYS: readonly Partial<ButtonProps>[] = [
  ...[{}, { isDisabled: true }, { isLoading: true }, { isSelected: true }, { spacing: 'compact' as const }],
];

/** The components of Atlassian that the pages use, in the ways in which they use them. */
export function markup(): readonly string[] {
  const all = APPEARANCES.flatMap((appearance) =>
    WAYS.map((way) => createElement(Button, { appearance, ...way } as ButtonProps, 'Senden')),
  );
  return all.map((one) => renderToStaticMarkup(one));
}
