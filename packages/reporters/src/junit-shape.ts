/**
 * The part of JUnit's XML that refint writes, as an XML schema of our own for the tests: the elements, attributes and what must be there
 * as in the schema of the xUnit plugin of Jenkins (junit-10), which GitLab's reader agrees with, and nothing that we never write.
 */
const said = (name: string): string => `
  <xs:element name="${name}">
    <xs:complexType mixed="true">
      <xs:attribute name="type" type="xs:string"/>
      <xs:attribute name="message" type="xs:string" use="required"/>
    </xs:complexType>
  </xs:element>`;

const count = (name: string, use: string): string =>
  `<xs:attribute name="${name}" type="xs:nonNegativeInteger" use="${use}"/>`;

export const junitShape = `<?xml version="1.0" encoding="UTF-8"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">${['failure', 'error', 'skipped'].map(said).join('')}
  <xs:element name="testcase">
    <xs:complexType>
      <xs:choice minOccurs="0">
        <xs:element ref="failure"/>
        <xs:element ref="error"/>
        <xs:element ref="skipped"/>
      </xs:choice>
      <xs:attribute name="classname" type="xs:string" use="required"/>
      <xs:attribute name="name" type="xs:string" use="required"/>
    </xs:complexType>
  </xs:element>
  <xs:element name="testsuite">
    <xs:complexType>
      <xs:sequence><xs:element ref="testcase" minOccurs="0" maxOccurs="unbounded"/></xs:sequence>
      <xs:attribute name="name" type="xs:string" use="required"/>
      ${['tests', 'failures', 'errors', 'skipped'].map((name) => count(name, 'required')).join('\n      ')}
    </xs:complexType>
    <xs:unique name="tests-are-told-apart">
      <xs:selector xpath="testcase"/>
      <xs:field xpath="@classname"/>
      <xs:field xpath="@name"/>
    </xs:unique>
  </xs:element>
  <xs:element name="testsuites">
    <xs:complexType>
      <xs:sequence><xs:element ref="testsuite" maxOccurs="unbounded"/></xs:sequence>
      <xs:attribute name="name" type="xs:string" use="required"/>
      ${['tests', 'failures', 'errors'].map((name) => count(name, 'required')).join('\n      ')}
    </xs:complexType>
  </xs:element>
</xs:schema>
`;
