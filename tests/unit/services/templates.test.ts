import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openWorld } from '../../support/world.ts';

const KEY = 'situation-report';
const small = { title: 'Own', sections: [{ key: 'one', heading: 'One' }] };

const withFile = async () => {
  const world = await openWorld();
  const write = async (content: string) => {
    const path = world.path('template.json');
    writeFileSync(path, content);
    return world.running.grant(path);
  };
  return Object.assign(world, { write });
};

it('lists the built-in templates and finds one by id, key or title', async () => {
  await using world = await openWorld();
  const { templates } = world.api;
  const list = await templates.list();
  expect(list).toHaveLength(6);
  const one = list.find(({ key }) => key === KEY)!;
  for (const template of [one.id, one.key, one.title.toUpperCase()]) {
    expect((await templates.get({ template })).id).toBe(one.id);
  }
});

describe('template files', () => {
  it('go out and come back: unchanged, the same; changed, a new version under the same id', async () => {
    await using world = await withFile();
    const { templates } = world.api;
    const before = await templates.get({ template: KEY });
    const path = world.path('out.json');
    const { bytes } = await templates.export({ template: KEY, file: await world.running.grant(path) });
    const text = readFileSync(path, 'utf8');
    expect(Buffer.byteLength(text)).toBe(bytes);
    expect(await templates.import({ file: await world.write(text) })).toEqual(before);
    const changed = await templates.import({ file: await world.write(text.replace('Key figures', 'Figures')) });
    expect(changed).toMatchObject({ id: before.id, version: before.version + 1 });
    expect(await templates.list()).toHaveLength(6);
  });

  it('add an own template, with an id of the file or a new one', async () => {
    await using world = await withFile();
    const { templates } = world.api;
    const made = await templates.import({ file: await world.write(`\uFEFF${JSON.stringify(small)}`) });
    expect(made).toMatchObject({ title: 'Own', version: 1, key: '' });
    const id = '01890000-0000-7000-8000-000000000001';
    expect((await templates.import({ file: await world.write(JSON.stringify({ ...small, id })) })).id).toBe(id);
  });

  it.each([
    ['not JSON', '{', 'The file is not JSON; export a template to see the form.'],
    ['no sections', JSON.stringify({ title: 'x', sections: [] }), 'sections: A template needs at least one section.'],
    [
      'a wrong rule',
      JSON.stringify({ ...small, sections: [{ key: 'one', heading: '', coverage: [{ rule: 'x' }] }] }),
      'sections [1] coverage [1] rule',
    ],
    [
      'a key twice',
      JSON.stringify({ ...small, sections: [small.sections[0], small.sections[0]] }),
      'the key “one” is used twice',
    ],
    ['an unknown parameter', JSON.stringify({ ...small, briefingTitle: '{firm}' }), '{firm} is used but not defined'],
    ['an unknown field', JSON.stringify({ ...small, script: 'x' }), 'script'],
    ['something else', '[]', 'Give an object here.'],
  ])('with %s are refused, and the check says why', async (_name, content, problem) => {
    await using world = await withFile();
    const { templates } = world.api;
    const file = await world.write(content);
    const { ok, problems } = await templates.check({ file });
    expect(ok).toBe(false);
    expect(problems.join('\n')).toContain(problem);
    await expect(templates.import({ file })).rejects.toMatchObject({
      code: 'INVALID',
      data: { reason: 'template-wrong' },
    });
    expect(await templates.list()).toHaveLength(6);
  });

  it('that are missing or far too large are refused with a sentence', async () => {
    await using world = await withFile();
    const { templates } = world.api;
    await expect(templates.check({ file: await world.running.grant(world.path('none.json')) })).rejects.toMatchObject({
      message: 'none.json cannot be read; check the path and the file.',
    });
    const large = await world.write(' '.repeat(5_000_000));
    await expect(templates.check({ file: large })).rejects.toMatchObject({ data: { reason: 'template-too-large' } });
  });
});
