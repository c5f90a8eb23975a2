# Fields of decisions about answers.
field-decisions-need = Need
field-decisions-text = Question
field-decisions-place = Place
field-decisions-sector = Sector
field-decisions-answer = Answer
field-decisions-verdict = Decision
field-decisions-reason = Reason
field-decisions-decided = Decided
field-decisions-by = By
field-decisions-snapshot = Score at the time
