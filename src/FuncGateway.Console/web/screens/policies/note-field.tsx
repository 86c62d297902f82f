import { TextField } from "../../parts/field";

const longest = 500;

interface NoteFieldProps {
  /** What the note should say. */
  about: string;
  note: string;
  onChange: (note: string) => void;
}

/** The note of a revision, which the history shows. */
export function NoteField({ about, note, onChange }: NoteFieldProps) {
  return (
    <TextField
      label="Note"
      hint={`${about}, for the history. Up to ${longest} characters.`}
      value={note}
      onChange={onChange}
      maxLength={longest}
    />
  );
}
