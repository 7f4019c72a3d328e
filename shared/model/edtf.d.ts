// The package ships no types; this declares the part in use.
declare module 'edtf' {
  interface ExtDate {
    readonly type: string;
    readonly min: number;
    readonly max: number;
    toEDTF(): string;
  }
  export default function edtf(text: string): ExtDate;
}
