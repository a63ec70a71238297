export default function ProgramsScreen() {
  return null
}
