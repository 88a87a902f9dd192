// The build of this project must have failed for these two reasons, each in the method made for it.
String log = new File(basedir, 'build.log').text
assert log =~ /Broken\.java:\[\d+,\d+\] \[DeadException\]/ : 'Error Prone did not report an exception that nobody throws'
assert log =~ /Broken\.java:\[\d+,\d+\] \[NullAway\]/ : 'NullAway did not report a null that is returned as non-null'
