"""Resources as the API shows them: rows, put together with what their readers need beside them."""
