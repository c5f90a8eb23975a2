# Pages for requests that get no other page. Each error has a title, what happened (-what) and what to do (-todo).
error-parameter = This address asks for something the page cannot do
error-parameter-what = One part of the address, after the question mark, cannot be used.
error-parameter-todo = Mend that part of the address, or take it out, and load the page again.
error-parameter-name = Part of the address
error-parameter-found = Found
error-parameter-blank = nothing
error-parameter-expected = Expected
error-expected-name = no such part here; the page knows
error-expected-one-of = one of
error-expected-id = the id of a { $kind }, such as phnom-penh: lower case letters, digits and hyphens
error-expected-any-page = the number of a page, from 1
error-expected-page = the number of a page from 1 to { $last }
error-expected-year = a year of four digits, such as 1999
error-expected-text = a text of at most { $most } characters

error-malformed = This request cannot be read
error-malformed-what = The request is not in a form that the server understands.
error-malformed-todo = Go back and try again from the page you came from.

error-missing = There is no page here
error-missing-what = No record and no page has this address. The address may be mistyped, or the record was renamed.
error-missing-todo = Check the address, or search for the record by name.

error-method = This page cannot be used in this way
error-method-what = The address exists but does not accept this kind of request.
error-method-todo = Open the page with a link or by its address.

error-large = Too much was sent
error-large-what = What was sent is larger than this page accepts.
error-large-todo = Send less, for example a shorter text.

error-address = The address is too long
error-address-what = The address has more characters than the server reads.
error-address-todo = Use fewer filters or a shorter search text.

error-head = The request is too large
error-head-what = The browser sent more along with the request than the server reads, mostly cookies.
error-head-todo = Delete the cookies of this site in the browser and load the page again.

error-unavailable = The record cannot answer just now
error-unavailable-what = The server is busy or its disk is full. Nothing stored is lost.
error-unavailable-todo = Wait a minute and load the page again. If it stays so, tell the person who runs the server.

error-internal = Something went wrong in the server
error-internal-what = The page could not be made. Nothing stored is lost, and the fault is in the server's log.
error-internal-todo = Load the page again. If it stays so, tell the person who runs the server the address and the time.

error-desk = To the desk
