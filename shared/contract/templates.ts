import * as z from 'zod';
import { idSchema } from '../model/records.ts';
import { templateFields, templateSchema } from '../model/template.ts';
import { procedure } from './problem.ts';

export const templateItemSchema = z.object({
  id: idSchema,
  key: z.string(),
  title: z.string(),
  description: z.string(),
  version: z.int(),
  sections: z.int(),
});
export type TemplateItem = z.infer<typeof templateItemSchema>;

export const templates = {
  list: procedure.output(z.array(templateItemSchema)),
  /** By id, key or title. */
  get: procedure.input(z.object({ template: z.string().min(1).max(300) })).output(templateSchema),
  /** Reads a template file and says what is wrong with it, importing nothing. */
  check: procedure
    .input(z.object({ file: z.string() }))
    .output(z.object({ ok: z.boolean(), title: z.string(), problems: z.array(z.string()) })),
  /** Adds the template of a file, or a new version when the key is known. */
  import: procedure.input(z.object({ file: z.string() })).output(templateSchema),
  /** Writes the template as a JSON file. */
  export: procedure
    .input(z.object({ template: z.string().min(1).max(300), file: z.string() }))
    .output(z.object({ bytes: z.int(), template: templateFields })),
};
