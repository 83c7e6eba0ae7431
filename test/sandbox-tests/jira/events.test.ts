import { describe, expect, it } from 'vitest';
import { ACCOUNTS } from '../../../packages/sandbox/jira/site';
import { ACCOUNTANT, ADMIN, APP, bench, doc, SCOPES, tree } from './bench';

describe('product events', () => {
  it('tell a move with status ids, both statuses and no history id', () => {
    const on = bench();
    const key = on.made();
    on.events.length = 0;
    on.move(key, '11');
    expect(on.events).toHaveLength(1);
    const event = tree(on.events[0]);
    expect([
      event.at('type').value,
      event.at('accountId').value,
      event.at('payload', 'atlassianId').value,
      event.at('payload', 'selfGenerated').value,
    ]).toEqual(['avi:jira:updated:issue', ACCOUNTS.accountant, ACCOUNTS.accountant, false]);
    expect(event.at('payload', 'changelog').value).toEqual({
      items: [
        {
          field: 'status',
          fieldId: 'status',
          fieldtype: 'jira',
          from: '10000',
          fromString: 'Open',
          to: '10001',
          toString: 'In correction',
        },
      ],
    });
    expect(event.all('payload', 'associatedStatuses').map((status) => status.at('id').value)).toEqual([
      '10000',
      '10001',
    ]);
    expect(event.at('payload', 'issue', 'key').value).toBe(key);
    expect(JSON.stringify(event.value)).not.toContain('9999');
  });

  it('mark what the app did, as itself or for a person', () => {
    const on = bench();
    const key = on.made();
    on.send('PUT', `/issue/${key}`, {
      as: { kind: 'app-user', accountId: ACCOUNTS.accountant, scopes: SCOPES },
      body: { fields: { labels: ['a'] } },
    });
    expect(on.events.map((event) => [event.type, event.accountId, event.payload['selfGenerated']])).toEqual([
      ['avi:jira:created:issue', ACCOUNTS.app, true],
      ['avi:jira:updated:issue', ACCOUNTS.accountant, true],
    ]);
    expect(on.events[1]?.payload['associatedStatuses']).toBeUndefined();
  });

  it('come for comments, properties, attachments and deletion under their own names', () => {
    const on = bench();
    const key = on.made();
    on.events.length = 0;
    on.send('POST', `/issue/${key}/comment`, { as: ACCOUNTANT, body: { body: doc('x') } });
    on.send('PUT', `/issue/${key}/properties/datev`, { as: APP, body: { a: 1 } });
    on.send('DELETE', `/issue/${key}/properties/datev`, { as: APP });
    const body = Buffer.from(
      '--g\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\nx\r\n--g--\r\n',
    );
    const added = on.send('POST', `/issue/${key}/attachments`, {
      as: ACCOUNTANT,
      body,
      headers: { 'content-type': 'multipart/form-data; boundary=g', 'x-atlassian-token': 'no-check' },
    });
    on.send('DELETE', `/attachment/${added.json.at(0, 'id').value}`, { as: ACCOUNTANT });
    on.send('DELETE', `/issue/${key}`, { as: ADMIN });
    expect(on.events.map((event) => event.type)).toEqual([
      'avi:jira:commented:issue',
      'avi:jira:set:issue-property',
      'avi:jira:deleted:issue-property',
      'avi:jira:updated:issue',
      'avi:jira:created:attachment',
      'avi:jira:updated:issue',
      'avi:jira:deleted:attachment',
      'avi:jira:deleted:issue',
    ]);
  });

  it('do not come when nothing changed or nothing was stored', () => {
    const on = bench();
    const key = on.made({ labels: ['a'] });
    on.events.length = 0;
    on.send('PUT', `/issue/${key}`, { as: APP, body: { fields: { labels: ['a'] } } });
    on.move(key, '31');
    on.create({ summary: '' });
    on.send('PUT', '/app/field/customfield_10101/value?generateAppEvents=false', {
      as: APP,
      body: { updates: [{ issueIds: [10200], value: 'x' }] },
    });
    expect(on.events).toEqual([]);
  });
});
