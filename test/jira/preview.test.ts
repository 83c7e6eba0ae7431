import { describe, expect, it } from 'vitest';
import { exampleOf, linesOf, mappedIds, summaryOf } from '../../src/jira/preview';
import type { CreateField } from '../../src/jira/project';
import type { CauseClass } from '../../src/settings/routing';

const OF = { mandant: '455148-1', mandantName: 'Muster GmbH' };

describe('the preview of an issue', () => {
  const screen = new Map<string, Pick<CreateField, 'name' | 'allowed'>>([
    ['priority', { name: 'Priorität', allowed: [{ id: '1', name: 'Hoch' }] }],
    ['labels', { name: 'Stichwörter' }],
    ['parts', { name: 'Komponenten', allowed: [{ id: '7', name: 'Fibu' }] }],
  ]);

  it.each<[string, Record<string, unknown>, readonly (readonly [string, string])[]]>([
    ['text as it is', { labels: 'nord' }, [['Stichwörter', 'nord']]],
    ['a choice by its name', { priority: { id: '1' } }, [['Priorität', 'Hoch']]],
    ['a choice by its id where Jira does not name it', { priority: { id: '9' } }, [['Priorität', '9']]],
    ['an id where Jira names no choices', { labels: { id: '9' } }, [['Stichwörter', '9']]],
    ['several, each by its name', { parts: [{ id: '7' }, { id: '8' }] }, [['Komponenten', 'Fibu, 8']]],
    ['what is emptied on purpose', { labels: null }, [['Stichwörter', 'null']]],
    ['nothing of a value without an id', { priority: { value: 'x' } }, [['Priorität', '']]],
    ['nothing of a field that is not on the screen', { customfield_1: 'x' }, []],
    [
      'all that is',
      { customfield_1: 'x', labels: 3, priority: { id: '1' } },
      [
        ['Stichwörter', '3'],
        ['Priorität', 'Hoch'],
      ],
    ],
  ])('shows %s', (_, values, lines) => {
    expect(linesOf(values, screen)).toEqual(lines.map(([name, value]) => ({ name, value })));
  });

  it.each<[CauseClass, readonly string[]]>([
    ['datev', ['f-id', 'f-mandant', 'f-job', 'f-code']],
    ['check', ['f-id', 'f-mandant']],
    ['technical', ['f-id', 'f-mandant']],
    ['run', ['f-id', 'f-mandant']],
    ['approval', ['f-id', 'f-mandant']],
  ])(
    'counts on our values in the fields of an admin; of class %s on a job only if DATEV had one',
    (kind, ids) => {
      const fields = { externalId: 'f-id', jobId: 'f-job', mandant: 'f-mandant', errorCode: 'f-code' };
      expect(mappedIds(fields, kind)).toEqual(ids);
    },
  );

  it('counts on no field that nobody chose', () => {
    expect(mappedIds({}, 'datev')).toEqual([]);
    expect(mappedIds({ jobId: 'f-job' }, 'datev')).toEqual(['f-job']);
    expect(mappedIds({ jobId: undefined, mandant: 'f-mandant' }, 'run')).toEqual(['f-mandant']);
  });

  it('is called as its rule says, and as ours where it says nothing or nothing is left of it', () => {
    const of = { attributes: exampleOf('technical', OF), class: 'technical', lang: 'de' } as const;
    const ours = summaryOf({}, of);
    expect(ours).not.toBe('');
    expect(summaryOf({ summary: '{pipeline}' }, of)).toBe(ours);
    expect(summaryOf({ summary: '{mandantName}: {batch}' }, of)).toBe('Muster GmbH: Januar');
    expect(summaryOf({ summary: '' }, of)).toBe(ours);
  });
});
