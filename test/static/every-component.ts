import Button, { type ButtonProps } from '@atlaskit/button/new';
import Lozenge, { type ThemeAppearance } from '@atlaskit/lozenge';
import SectionMessage, { type SectionMessageProps } from '@atlaskit/section-message';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

const BUTTONS: readonly Partial<ButtonProps>[] = [
  ...(['default', 'primary', 'subtle', 'warning', 'danger'] as const).map((appearance) => ({ appearance })),
  ...[{ isDisabled: true }, { isLoading: true }, { isSelected: true }, { spacing: 'compact' as const }],
];
const LOZENGES: readonly ThemeAppearance[] = ['default', 'success', 'removed', 'inprogress', 'new', 'moved'];
const MESSAGES: readonly SectionMessageProps['appearance'][] = [
  ...(['information', 'warning', 'error', 'success', 'discovery'] as const),
];

const button = (props: Partial<ButtonProps>) => createElement(Button, props as ButtonProps, 'Senden');
const lozenge = (appearance: ThemeAppearance, isBold: boolean) =>
  createElement(Lozenge, { appearance, isBold }, 'Abgelehnt');
const message = (appearance: SectionMessageProps['appearance']) =>
  createElement(
    SectionMessage,
    { appearance, title: 'Titel' } as SectionMessageProps,
    createElement('p', {}, 'Text'),
  );

/** The components of Atlassian that the pages use, in the ways in which they use them. */
export function markup(): readonly string[] {
  const all = [
    ...BUTTONS.map(button),
    ...LOZENGES.flatMap((appearance) => [lozenge(appearance, false), lozenge(appearance, true)]),
    ...MESSAGES.map(message),
  ];
  return all.map((one) => renderToStaticMarkup(one));
}
