import { useId } from "preact/hooks";

type Props = {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, text: string])[];
  readonly onChange: (value: string) => void;
};

/** A labelled select; nothing where there is nothing to choose between. */
export function Choice({ label, value, options, onChange }: Props) {
  const id = useId();
  if (options.length < 2) return null;
  return (
    <span class="choice">
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </span>
  );
}
