import { describe, expect, it } from 'vitest';
import COMPONENTS from '../../../packages/sandbox/forge/uikit-components.json';
import {
  type Components,
  type ForgeDoc,
  faultsIn,
} from '../../../packages/sandbox/server/bridge/uikit-rules';

const DRAWN = new Set(['Stack', 'Text', 'Button', 'Badge', 'Spinner', 'Select', 'Heading']);

/** A node as the reconciler makes it. */
const node = (type: string, props: ForgeDoc['props'] = {}, children: readonly ForgeDoc[] = []): ForgeDoc => ({
  ...{ type, props, children },
  key: 'k',
});
const faults = (...children: ForgeDoc[]) =>
  faultsIn(node('Root', {}, children), COMPONENTS as Components, DRAWN);

describe('a tree of UI Kit', () => {
  it('is in order when Atlassian’s types know everything in it', () => {
    const text = node('Text', { weight: 'bold', testId: 't' }, [node('String', { text: 'x' })]);
    const chosen = { label: 'x', value: 'y' };
    const select = node('Select', {
      inputId: 's',
      options: [chosen],
      value: chosen,
      onChange: () => undefined,
    });
    expect(
      faults(node('Stack', { space: 'space.100' }, [text, select, node('Spinner', { label: 'x' })])),
    ).toEqual([]);
  });

  it.each([
    ['a component that there is not', node('Karte'), 'UI Kit has no component Karte'],
    ['one by the name of what every object has', node('constructor'), 'UI Kit has no component constructor'],
    ['one that is only not drawn here', node('Modal'), 'the sandbox does not draw Modal yet'],
    ['a property that there is not', node('Stack', { gap: 'space.100' }), 'Stack has no property gap'],
    [
      'a property of every element of a page',
      node('Text', { className: 'x' }),
      'Text has no property className',
    ],
    [
      'a word that it does not take',
      node('Badge', { appearance: 'red' }),
      'Badge.appearance is none of added',
    ],
    ['a function that handles nothing', node('Button', { testId: () => 'x' }), 'Button.testId is a function'],
    [
      'a function inside of a value',
      node('Select', { options: [{ label: 'x', value: () => 'y' }] }),
      'Select.options cannot cross the bridge',
    ],
    [
      'a React element as a value',
      node('Heading', { id: { $$typeof: Symbol.for('react.element') } }),
      'Heading.id cannot cross',
    ],
    ['a date', node('Spinner', { label: new Date(0) }), 'Spinner.label cannot cross the bridge'],
    [
      'children of what has none',
      node('Spinner', {}, [node('String', { text: 'x' })]),
      'Spinner has no children',
    ],
    ['text that is none', node('Text', {}, [node('String', { text: 1 })]), 'a text is no text'],
  ])('would be found with %s', (_what, wrong, fault) => {
    expect(faults(node('Stack', {}, [wrong])).join('\n')).toContain(fault);
  });

  it('has one beginning', () => {
    expect(faultsIn(node('Stack'), COMPONENTS as Components, DRAWN)).toEqual([
      'a tree begins with Root, not with Stack',
    ]);
  });
});
