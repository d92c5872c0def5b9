import { DockerfileParser, JSONInstruction, ModifiableInstruction } from 'dockerfile-ast';

/** An instruction of a Dockerfile. */
export interface DockerfileInstruction {
  /** In capitals. */
  keyword: string;
  /** Flags and arguments in one line: continuation lines joined, comments dropped, a JSON list as its words. */
  line: string;
  /** `exec`: a JSON list; `shell`: anything else; `broken`: begins like a list, but is no JSON. */
  form: 'exec' | 'shell' | 'broken';
}

/** Keywords a Dockerfile may have. */
export const dockerfileKeywords = [
  ...(['FROM', 'RUN', 'CMD', 'LABEL', 'MAINTAINER', 'EXPOSE', 'ENV', 'ADD', 'COPY', 'ENTRYPOINT'] as const),
  ...(['VOLUME', 'USER', 'WORKDIR', 'ARG', 'ONBUILD', 'STOPSIGNAL', 'HEALTHCHECK', 'SHELL'] as const),
] as const;

/** The instructions of a Dockerfile in order, those with unknown keywords too. */
export function readDockerfile(text: string): DockerfileInstruction[] {
  return DockerfileParser.parse(text)
    .getInstructions()
    .map((instruction) => {
      const keyword = instruction.getKeyword();
      const flags = instruction instanceof ModifiableInstruction ? instruction.getFlags().map(String) : [];
      const plain = instruction.getArguments().map((argument) => argument.getValue());
      if (instruction instanceof JSONInstruction && instruction.getOpeningBracket()) {
        if (!instruction.getClosingBracket()) return { keyword, line: [...flags, ...plain].join(' '), form: 'broken' };
        const words = instruction.getJSONStrings().map((each) => each.getJSONValue());
        return { keyword, line: [...flags, ...words].join(' '), form: 'exec' };
      }
      return { keyword, line: [...flags, ...plain].join(' '), form: 'shell' };
    });
}
