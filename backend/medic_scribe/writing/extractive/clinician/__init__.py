"""What the clinician states: findings, results, judgement and plan."""
