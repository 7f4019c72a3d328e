import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { treeToJson } from '#shared/core/export/json.ts';
import { markdownLosses, treeToMarkdown } from '#shared/core/export/markdown.ts';
import { escapeLine, escapeMarkdown, markdownRuns, paragraphLines } from '#shared/core/export/markdown-text.ts';
import { buildTree } from '#shared/document/build.ts';
import type { DocumentTree, Run } from '#shared/document/tree.ts';
import { cited, fact, materialOf, pinned, pinOf, prose } from '../../support/material.ts';
import { sampleMaterial } from '../../support/sample.ts';

const TODAY = { today: '2026-11-22' };
const sample = buildTree(sampleMaterial(), TODAY);
const markdown = treeToMarkdown(sample);

describe('the sample', () => {
  it('opens and ends with its marking, and answers before the first section', () => {
    expect(markdown).toMatch(/^\*\*TLP:GREEN\*\*\n\n# \(G\) Future of Binance in Russia\n/);
    expect(markdown.trimEnd()).toMatch(/\*\*TLP:GREEN\*\*$/);
    expect(markdown.indexOf('**unlikely**')).toBeLessThan(markdown.indexOf('## 1 '));
  });
  it('has every heading, figure and source', () => {
    for (const { number, heading } of sample.sections) expect(markdown).toContain(`\n## ${number} (G) ${heading}\n`);
    for (const words of ['130,000', '6\u00a0%', '43\u00a0%', 'CommEx', 'April 2024']) expect(markdown).toContain(words);
    expect(markdown.match(/^\[\^\d+\]: /gm)).toHaveLength(sample.sources.length);
  });
  it('opens every title, paragraph, list item, caption and judgement with a portion mark', () => {
    const own =
      /^(\*\*TLP:|\*\*Bottom line|\| |†|\[\^|- \*\*\w+:|\*What is left|> \*Confidence|> Assumption|> Alternatives|>$|$)/;
    const unmarked = markdown
      .split('\n')
      .filter((line) => !own.test(line) && !/^(#+ (\d+ )?|- |> |\*\*(Table|Figure) \d+\*\* )?\((C|G)\) /.test(line));
    expect(unmarked).toEqual([]);
  });
  it('has a footnote for every number it cites', () => {
    const cites = new Set([...markdown.matchAll(/\[\^(\d+)\](?!:)/g)].map(([, number]) => Number(number)));
    expect(cites).toEqual(new Set(sample.sources.map(({ number }) => number)));
  });
  it('says what it leaves out', () => {
    expect(markdownLosses(sample)).toHaveLength(1);
    expect(markdownLosses(buildTree(materialOf({}), TODAY))).toEqual([]);
  });
  it('is the same again, and as JSON the whole tree', () => {
    expect(treeToMarkdown(buildTree(sampleMaterial(), TODAY))).toBe(markdown);
    expect(JSON.parse(treeToJson(sample))).toEqual(sample);
    expect(treeToJson(sample).endsWith('}\n')).toBe(true);
  });
});

describe('escaping', () => {
  it.each([
    ['a *b* _c_ `d` [e](f) ~g~ | h', 'a \\*b\\* \\_c\\_ \\`d\\` \\[e\\](f) \\~g\\~ \\| h'],
    ['<script>alert(1)</script>', '\\<script\\>alert(1)\\</script\\>'],
    ['![x](javascript:alert(1))', '!\\[x\\](javascript:alert(1))'],
    ['see [^1] and $x$', 'see \\[\\^1\\] and \\$x\\$'],
    ['&lt; R&D', '&amp;lt; R&D'],
    ['http://evil.example www.evil.example a@b.example', 'http\\://evil.example www\\.evil.example a\\@b.example'],
    ['back\\slash', 'back\\\\slash'],
    ['\u202eтекст\u0000', ' текст '],
    ['Ход дел: 6\u00a0%', 'Ход дел: 6\u00a0%'],
  ])('%s', (text, expected) => {
    expect(escapeMarkdown(text)).toBe(expected);
  });
  it('keeps the start of a line from opening anything', () => {
    const lines = (text: string) => paragraphLines(escapeMarkdown(text));
    expect(lines('# head')).toBe('\\# head');
    expect(lines('- item\n+ item')).toBe('\\- item\\\n\\+ item');
    expect(lines('1. one')).toBe('1\\. one');
    expect(lines('2024) x')).toBe('2024\\) x');
    expect(lines('text\n===\n---')).toBe('text\\\n\\===\\\n\\---');
    expect(lines('    code')).toBe('code');
    expect(lines('2024 was')).toBe('2024 was');
  });
  it('keeps marks around words, and addresses inside their link', () => {
    const runs: Run[] = [
      { text: 'a ', bold: true },
      { text: ' b', bold: true, italic: true, strike: true },
      { text: 'c', href: 'https://example.org/<x> )' },
      { text: ' ', bold: true },
    ];
    expect(markdownRuns(runs)).toBe('**a**  ***~~b~~***[c](<https://example.org/%3Cx%3E%20)>) ');
  });
  it('marks stale citations and those without a source', () => {
    const citation = { fact: '', revision: '', stale: true, sources: [{ number: 2, locator: '' }] };
    expect(markdownRuns([{ text: 'x.', citations: [citation] }])).toBe('x.[^2]†');
    expect(markdownRuns([{ text: 'x', citations: [{ ...citation, sources: [] }] }])).toBe('x (no source)');
  });
  it('leaves nothing of hostile text that Markdown would act on', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .array(
          fc.constantFrom(
            '<',
            '>',
            '[',
            ']',
            '(',
            ')',
            '!',
            '|',
            '*',
            '_',
            '`',
            '\n',
            '#',
            '-',
            ' ',
            'x',
            '\\',
            '&amp;',
            '://',
          ),
          { maxLength: 20 },
        )
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(hostile, (text) => {
        const escaped = paragraphLines(escapeMarkdown(text));
        // With every escape taken away, no character that could be markup is left.
        expect(escaped.replace(/\\[\s\S]/g, '')).not.toMatch(/[<>[\]|*_`~^$@\\]|&[#\w]+;(?<!&amp;)|:\/\//);
        for (const line of escaped.split('\n')) expect(line).not.toMatch(/^(?:[#+\-=\t ]|\d+[.)])/);
        expect(escapeLine(text)).not.toContain('\n');
      }),
    );
  });
});

it('keeps a hostile briefing in its place: same lines of structure as a tame one', () => {
  const bad = '| x |\n# y\n<img src=x onerror=alert(1)> [z](javascript:1) ```\n[^1]: fake';
  const tree = (text: string): DocumentTree => {
    const one = fact(1, {
      statement: text.slice(0, 2000),
      quantity: { value: '1', unit: text.slice(0, 90), qualifier: '' },
    });
    return buildTree(
      materialOf({
        briefing: { title: text, customer: text, sourceSummary: text },
        facts: [pinned(one)],
        sections: [
          {
            some: { heading: text },
            blocks: [
              { type: 'prose', prose: prose([[text, cited(one)]]) },
              { type: 'factTable', caption: text, facts: [pinOf(one)] },
            ],
          },
        ],
      }),
      TODAY,
    );
  };
  const structure = (text: string) =>
    treeToMarkdown(tree(text))
      .split('\n')
      .filter((line) => /^(#|\||-|\[\^|>|```|\*\*)/.test(line))
      .map(
        (line) => line.replace(/\\./g, '').match(/^(#+|\*\*)/)?.[0] ?? line.replace(/\\./g, '').replace(/[^|]/g, ''),
      );
  expect(structure(bad)).toEqual(structure('tame'));
});

it('prints lists, quotes and headings of prose', () => {
  const text = (value: string) => [{ type: 'text' as const, text: value }];
  const item = (value: string) => ({
    type: 'listItem' as const,
    content: [{ type: 'paragraph' as const, content: text(value) }],
  });
  const tree = buildTree(
    materialOf({
      sections: [
        {
          blocks: [
            {
              type: 'prose',
              prose: {
                type: 'doc',
                content: [
                  { type: 'heading', attrs: { level: 2 }, content: text('Head') },
                  { type: 'orderedList', content: [item('one'), item('two')] },
                  { type: 'blockquote', content: [{ type: 'bulletList', content: [item('deep')] }] },
                ],
              },
            },
          ],
        },
      ],
    }),
    TODAY,
  );
  expect(treeToMarkdown(tree)).toContain('### (C) Head\n\n1. (C) one\n2. (C) two\n\n> - (C) deep\n');
});
