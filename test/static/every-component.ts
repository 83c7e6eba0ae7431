import Badge, { type BadgeProps } from '@atlaskit/badge';
import Button, { type ButtonProps } from '@atlaskit/button/new';
import ProgressBar from '@atlaskit/progress-bar';
import { ProgressTracker } from '@atlaskit/progress-tracker';
import Skeleton from '@atlaskit/skeleton';
import Tabs, { Tab, TabList, TabPanel } from '@atlaskit/tabs';
import TextArea from '@atlaskit/textarea';
import TextField from '@atlaskit/textfield';
import { createElement, type FunctionComponent, type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

const BUTTONS: readonly Partial<ButtonProps>[] = [
  ...(['default', 'primary', 'subtle', 'warning', 'danger'] as const).map((appearance) => ({ appearance })),
  ...[{ isDisabled: true }, { isLoading: true }, { isSelected: true }, { spacing: 'compact' as const }],
];
const BADGES = ['default', 'primary', 'important', 'added', 'removed'] as const;
const STEPS = (['visited', 'current', 'unvisited', 'disabled'] as const).map((status) => ({
  ...{ id: status, label: status, percentageComplete: status === 'visited' ? 100 : 0 },
  status,
}));
type Inner = { readonly children?: ReactNode };
const FIELDS = [{}, { isInvalid: true }, { isDisabled: true }, { isCompact: true }] as const;

const button = (props: Partial<ButtonProps>) => createElement(Button, props as ButtonProps, 'Senden');
const tabs = createElement(
  Tabs as FunctionComponent<{ id: string; children?: ReactNode }>,
  { id: 'tabs' },
  createElement(
    TabList as FunctionComponent<Inner>,
    { key: 'list' },
    createElement(Tab as FunctionComponent<Inner>, {}, 'Eins'),
  ),
  createElement(TabPanel as FunctionComponent<Inner>, { key: 'panel' }, 'Inhalt'),
);

/** The components of Atlassian that the pages use, in the ways in which they use them. */
export function markup(): readonly string[] {
  const all = [
    ...BUTTONS.map(button),
    ...BADGES.map((appearance) => createElement(Badge, { appearance } as BadgeProps, 7)),
    ...FIELDS.map((props) => createElement(TextField, props)),
    ...FIELDS.map((props) => createElement(TextArea, props)),
    createElement(ProgressTracker, { items: STEPS }),
    createElement(ProgressBar, { value: 0.4, ariaLabel: 'Fortschritt' }),
    createElement(Skeleton, { width: '100%', height: 20 }),
    tabs,
  ];
  return all.map((one) => renderToStaticMarkup(one));
}
