/** The rules of gitleaks v8.30.1 (MIT, see licences/gitleaks.txt), converted by `npm run secret-rules`. */
import type { Exceptions, SecretRule } from './secret-rule.ts';

export const EXCEPTIONS: Exceptions = {
  "secret": [
    "(?:^[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]|[Nn][Uu][Ll][Ll]$)",
    "^(?:[Aa]+|[Bb]+|[Cc]+|[Dd]+|[Ee]+|[Ff]+|[Gg]+|[Hh]+|[Ii]+|[Jj]+|[Kk]+|[Ll]+|[Mm]+|[Nn]+|[Oo]+|[Pp]+|[Qq]+|[Rr]+|[Ss]+|[Tt]+|[Uu]+|[Vv]+|[Ww]+|[Xx]+|[Yy]+|[Zz]+|\\*+|\\.+)$",
    "^\\$(?:\\d+|{\\d+})$",
    "^\\$(?:[A-Z_]+|[a-z_]+)$",
    "^\\${(?:[A-Z_]+|[a-z_]+)}$",
    "^\\{\\{[ \\t]*[\\w ().|]+[ \\t]*}}$",
    "^\\$\\{\\{[ \\t]*(?:(?:env|github|secrets|vars)(?:\\.[A-Za-z]\\w+)+[\\w \"'&./=|]*)[ \\t]*}}$",
    "^%(?:[A-Z_]+|[a-z_]+)%$",
    "^%[+\\-# 0]?[bcdeEfFgGoOpqstTUvxX]$",
    "^\\{\\d{0,2}}$",
    "^@(?:[A-Z_]+|[a-z_]+)@$",
    "^\\/Users\\/(?:[0-9A-Za-z]+\\/[ \\.-9A-Z_a-z]+$)",
    "^\\/(?:bin|etc|home|opt|tmp|usr|var)\\/[\\w ./-]+$"
  ],
  "words": [
    "014df517-39d1-4453-b7b3-9930c563627c",
    "abcdefghijklmnopqrstuvwxyz"
  ]
};

export const SECRET_RULES: readonly SecretRule[] = [
  {
    "kind": "1password-secret-key",
    "pattern": "\\bA3-[A-Z0-9]{6}-(?:(?:[A-Z0-9]{11})|(?:[A-Z0-9]{6}-[A-Z0-9]{5}))-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}\\b",
    "keywords": [
      "a3-"
    ],
    "entropy": 3.8
  },
  {
    "kind": "1password-service-account-token",
    "pattern": "ops_eyJ[a-zA-Z0-9+/]{250,}={0,3}",
    "keywords": [
      "ops_"
    ],
    "entropy": 4
  },
  {
    "kind": "adafruit-api-key",
    "pattern": "(?:(?:[Aa][Dd][Aa][Ff][Rr][Uu][Ii][Tt])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([\\x2D0-9A-Z_a-z]{32})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "adafruit"
    ]
  },
  {
    "kind": "adobe-client-id",
    "pattern": "(?:(?:[Aa][Dd][Oo][Bb][Ee])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Fa-f]{32})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "adobe"
    ],
    "entropy": 2
  },
  {
    "kind": "adobe-client-secret",
    "pattern": "\\b(p8e-(?:[0-9A-Za-z]{32}))(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[nr]|$)",
    "keywords": [
      "p8e-"
    ],
    "entropy": 2
  },
  {
    "kind": "age-secret-key",
    "pattern": "AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}",
    "keywords": [
      "age-secret-key-1"
    ]
  },
  {
    "kind": "airtable-api-key",
    "pattern": "(?:(?:[Aa][Ii][Rr][Tt][Aa][Bb][Ll][Ee])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Za-z]{17})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "airtable"
    ]
  },
  {
    "kind": "airtable-personnal-access-token",
    "pattern": "\\b(pat[A-Za-z0-9]{14}\\.[a-f0-9]{64})\\b",
    "keywords": [
      "airtable"
    ]
  },
  {
    "kind": "algolia-api-key",
    "pattern": "(?:(?:[Aa][Ll][Gg][Oo][Ll][Ii][Aa])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Za-z]{32})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "algolia"
    ]
  },
  {
    "kind": "alibaba-access-key-id",
    "pattern": "\\b(LTAI(?:[0-9A-Za-z]{20}))(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[nr]|$)",
    "keywords": [
      "ltai"
    ],
    "entropy": 2
  },
  {
    "kind": "alibaba-secret-key",
    "pattern": "(?:(?:[Aa][Ll][Ii][Bb][Aa][Bb][Aa])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Za-z]{30})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "alibaba"
    ],
    "entropy": 2
  },
  {
    "kind": "anthropic-admin-api-key",
    "pattern": "\\b(sk-ant-admin01-[a-zA-Z0-9_\\-]{93}AA)(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[nr]|$)",
    "keywords": [
      "sk-ant-admin01"
    ]
  },
  {
    "kind": "anthropic-api-key",
    "pattern": "\\b(sk-ant-api03-[a-zA-Z0-9_\\-]{93}AA)(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[nr]|$)",
    "keywords": [
      "sk-ant-api03"
    ]
  },
  {
    "kind": "artifactory-api-key",
    "pattern": "\\bAKCp[A-Za-z0-9]{69}\\b",
    "keywords": [
      "akcp"
    ],
    "entropy": 4.5
  },
  {
    "kind": "artifactory-reference-token",
    "pattern": "\\bcmVmd[A-Za-z0-9]{59}\\b",
    "keywords": [
      "cmvmd"
    ],
    "entropy": 4.5
  },
  {
    "kind": "asana-client-id",
    "pattern": "(?:(?:[Aa][Ss][Aa][Nn][Aa])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9]{16})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "asana"
    ]
  },
  {
    "kind": "asana-client-secret",
    "pattern": "(?:(?:[Aa][Ss][Aa][Nn][Aa])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Za-z]{32})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "asana"
    ]
  },
  {
    "kind": "atlassian-api-token",
    "pattern": "(?:(?:(?:ATLASSIAN|[Aa]tlassian)|(?:CONFLUENCE|[Cc]onfluence)|(?:JIRA|[Jj]ira))(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Za-z]{20}[0-9A-Fa-f]{4})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$)|\\b([Aa][Tt][Aa][Tt][Tt]3[\\x2D0-9=A-Z_a-z]{186})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "atlassian",
      "confluence",
      "jira",
      "atatt3"
    ],
    "entropy": 3.5
  },
  {
    "kind": "authress-service-client-access-key",
    "pattern": "\\b((?:sc|ext|scauth|authress)_(?:[0-9A-Za-z]{5,30}\\.[0-9A-Za-z]{4,6}\\.(?:acc)[_-][\\x2D0-9A-Za-z]{10,32}\\.[\\+\\x2D\\/-9=A-Z_a-z]{30,120}))(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[nr]|$)",
    "keywords": [
      "sc_",
      "ext_",
      "scauth_",
      "authress_"
    ],
    "entropy": 2
  },
  {
    "kind": "aws-access-token",
    "pattern": "\\b((?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16})\\b",
    "keywords": [
      "a3t",
      "akia",
      "asia",
      "abia",
      "acca"
    ],
    "entropy": 3,
    "exceptions": {
      "secret": [
        ".+EXAMPLE$"
      ]
    }
  },
  {
    "kind": "aws-amazon-bedrock-api-key-long-lived",
    "pattern": "\\b(ABSK[A-Za-z0-9+/]{109,269}={0,2})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[nr]|$)",
    "keywords": [
      "absk"
    ],
    "entropy": 3
  },
  {
    "kind": "aws-amazon-bedrock-api-key-short-lived",
    "pattern": "[b]edrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t",
    "keywords": [
      "bedrock-api-key-"
    ],
    "entropy": 3
  },
  {
    "kind": "azure-ad-client-secret",
    "pattern": "(?:^|[\\\\'\"\\x60\\s>=:(,)])([a-zA-Z0-9_~.]{3}\\dQ~[a-zA-Z0-9_~.-]{31,34})(?:$|[\\\\'\"\\x60\\s<),])",
    "keywords": [
      "q~"
    ],
    "entropy": 3
  },
  {
    "kind": "beamer-api-token",
    "pattern": "(?:(?:[Bb][Ee][Aa][Mm][Ee][Rr])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([Bb]_[\\x2D0-9=A-Z_a-z]{44})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "beamer"
    ]
  },
  {
    "kind": "bitbucket-client-id",
    "pattern": "(?:(?:[Bb][Ii][Tt][Bb][Uu][Cc][Kk][Ee][Tt])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Za-z]{32})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "bitbucket"
    ]
  },
  {
    "kind": "bitbucket-client-secret",
    "pattern": "(?:(?:[Bb][Ii][Tt][Bb][Uu][Cc][Kk][Ee][Tt])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([\\x2D0-9=A-Z_a-z]{64})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "bitbucket"
    ]
  },
  {
    "kind": "bittrex-access-key",
    "pattern": "(?:(?:[Bb][Ii][Tt][Tt][Rr][Ee][Xx])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Za-z]{32})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "bittrex"
    ]
  },
  {
    "kind": "bittrex-secret-key",
    "pattern": "(?:(?:[Bb][Ii][Tt][Tt][Rr][Ee][Xx])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Za-z]{32})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "bittrex"
    ]
  },
  {
    "kind": "cisco-meraki-api-key",
    "pattern": "(?:(?:(?:[Mm]eraki|MERAKI))(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3})(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9a-f]{40})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[nr]|$)",
    "keywords": [
      "meraki"
    ],
    "entropy": 3
  },
  {
    "kind": "clickhouse-cloud-api-secret-key",
    "pattern": "\\b(4b1d[A-Za-z0-9]{38})\\b",
    "keywords": [
      "4b1d"
    ],
    "entropy": 3
  },
  {
    "kind": "clojars-api-token",
    "pattern": "(?:[Cc][Ll][Oo][Jj][Aa][Rr][Ss]_[0-9A-Za-z]{60})",
    "keywords": [
      "clojars_"
    ],
    "entropy": 2
  },
  {
    "kind": "cloudflare-api-key",
    "pattern": "(?:(?:[Cc][Ll][Oo][Uu][Dd][Ff][Ll][Aa][Rr][Ee])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([\\x2D0-9A-Z_a-z]{40})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "cloudflare"
    ],
    "entropy": 2
  },
  {
    "kind": "cloudflare-global-api-key",
    "pattern": "(?:(?:[Cc][Ll][Oo][Uu][Dd][Ff][Ll][Aa][Rr][Ee])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Fa-f]{37})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "cloudflare"
    ],
    "entropy": 2
  },
  {
    "kind": "cloudflare-origin-ca-key",
    "pattern": "\\b(v1\\.0-[a-f0-9]{24}-[a-f0-9]{146})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[nr]|$)",
    "keywords": [
      "cloudflare",
      "v1.0-"
    ],
    "entropy": 2
  },
  {
    "kind": "codecov-access-token",
    "pattern": "(?:(?:[Cc][Oo][Dd][Ee][Cc][Oo][Vv])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Za-z]{32})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "codecov"
    ]
  },
  {
    "kind": "cohere-api-token",
    "pattern": "(?:(?:[Cc][Oo][Hh][Ee][Rr][Ee]|[Cc][Oo]_[Aa][Pp][Ii]_[Kk][Ee][Yy])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3})(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-zA-Z0-9]{40})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[nr]|$)",
    "keywords": [
      "cohere",
      "co_api_key"
    ],
    "entropy": 4
  },
  {
    "kind": "coinbase-access-token",
    "pattern": "(?:(?:[Cc][Oo][Ii][Nn][Bb][Aa][Ss][Ee])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([\\x2D0-9A-Z_a-z]{64})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "coinbase"
    ]
  },
  {
    "kind": "confluent-access-token",
    "pattern": "(?:(?:[Cc][Oo][Nn][Ff][Ll][Uu][Ee][Nn][Tt])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Za-z]{16})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "confluent"
    ]
  },
  {
    "kind": "confluent-secret-key",
    "pattern": "(?:(?:[Cc][Oo][Nn][Ff][Ll][Uu][Ee][Nn][Tt])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Za-z]{64})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "confluent"
    ]
  },
  {
    "kind": "contentful-delivery-api-token",
    "pattern": "(?:(?:[Cc][Oo][Nn][Tt][Ee][Nn][Tt][Ff][Uu][Ll])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([\\x2D0-9=A-Z_a-z]{43})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "contentful"
    ]
  },
  {
    "kind": "databricks-api-token",
    "pattern": "\\b(dapi[a-f0-9]{32}(?:-\\d)?)(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[nr]|$)",
    "keywords": [
      "dapi"
    ],
    "entropy": 3
  },
  {
    "kind": "datadog-access-token",
    "pattern": "(?:(?:[Dd][Aa][Tt][Aa][Dd][Oo][Gg])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Za-z]{40})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "datadog"
    ]
  },
  {
    "kind": "defined-networking-api-token",
    "pattern": "(?:(?:[Dd][Nn][Kk][Ee][Yy])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([Dd][Nn][Kk][Ee][Yy]-[\\x2D0-9=A-Z_a-z]{26}-[\\x2D0-9=A-Z_a-z]{52})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "dnkey"
    ]
  },
  {
    "kind": "digitalocean-access-token",
    "pattern": "\\b(doo_v1_[a-f0-9]{64})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[nr]|$)",
    "keywords": [
      "doo_v1_"
    ],
    "entropy": 3
  },
  {
    "kind": "digitalocean-pat",
    "pattern": "\\b(dop_v1_[a-f0-9]{64})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[nr]|$)",
    "keywords": [
      "dop_v1_"
    ],
    "entropy": 3
  },
  {
    "kind": "digitalocean-refresh-token",
    "pattern": "(?:\\b([Dd][Oo][Rr]_[Vv]1_[0-9A-Fa-f]{64})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "dor_v1_"
    ]
  },
  {
    "kind": "discord-api-token",
    "pattern": "(?:(?:[Dd][Ii][Ss][Cc][Oo][Rr][Dd])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Fa-f]{64})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "discord"
    ]
  },
  {
    "kind": "discord-client-id",
    "pattern": "(?:(?:[Dd][Ii][Ss][Cc][Oo][Rr][Dd])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9]{18})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "discord"
    ],
    "entropy": 2
  },
  {
    "kind": "discord-client-secret",
    "pattern": "(?:(?:[Dd][Ii][Ss][Cc][Oo][Rr][Dd])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([\\x2D0-9=A-Z_a-z]{32})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "discord"
    ],
    "entropy": 2
  },
  {
    "kind": "doppler-api-token",
    "pattern": "dp\\.pt\\.(?:[0-9A-Za-z]{43})",
    "keywords": [
      "dp.pt."
    ],
    "entropy": 2
  },
  {
    "kind": "droneci-access-token",
    "pattern": "(?:(?:[Dd][Rr][Oo][Nn][Ee][Cc][Ii])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Za-z]{32})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "droneci"
    ]
  },
  {
    "kind": "dropbox-api-token",
    "pattern": "(?:(?:[Dd][Rr][Oo][Pp][Bb][Oo][Xx])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Za-z]{15})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "dropbox"
    ]
  },
  {
    "kind": "dropbox-long-lived-api-token",
    "pattern": "(?:(?:[Dd][Rr][Oo][Pp][Bb][Oo][Xx])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Za-z]{11}([Aa][Aa][Aa][Aa][Aa][Aa][Aa][Aa][Aa][Aa])[\\x2D0-9=A-Z_a-z]{43})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "dropbox"
    ]
  },
  {
    "kind": "dropbox-short-lived-api-token",
    "pattern": "(?:(?:[Dd][Rr][Oo][Pp][Bb][Oo][Xx])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([Ss][Ll]\\.[\\x2D0-9=A-Z_a-z]{135})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "dropbox"
    ]
  },
  {
    "kind": "duffel-api-token",
    "pattern": "duffel_(?:test|live)_(?:[\\x2D0-9=A-Z_a-z]{43})",
    "keywords": [
      "duffel_"
    ],
    "entropy": 2
  },
  {
    "kind": "dynatrace-api-token",
    "pattern": "dt0c01\\.(?:[0-9A-Za-z]{24}\\.[0-9A-Za-z]{64})",
    "keywords": [
      "dt0c01."
    ],
    "entropy": 4
  },
  {
    "kind": "easypost-api-token",
    "pattern": "\\bEZAK(?:[0-9A-Za-z]{54}\\b)",
    "keywords": [
      "ezak"
    ],
    "entropy": 2
  },
  {
    "kind": "easypost-test-api-token",
    "pattern": "\\bEZTK(?:[0-9A-Za-z]{54}\\b)",
    "keywords": [
      "eztk"
    ],
    "entropy": 2
  },
  {
    "kind": "etsy-access-token",
    "pattern": "(?:(?:(?:ETSY|[Ee]tsy))(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Za-z]{24})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "etsy"
    ],
    "entropy": 3
  },
  {
    "kind": "facebook-access-token",
    "pattern": "(?:\\b(\\d{15,16}(\\||%)[\\x2D0-9A-Z_a-z]{27,40})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "facebook"
    ],
    "entropy": 3
  },
  {
    "kind": "facebook-page-access-token",
    "pattern": "\\b(EAA[MC](?:[0-9A-Za-z]{100,}))(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[nr]|$)",
    "keywords": [
      "eaam",
      "eaac"
    ],
    "entropy": 4
  },
  {
    "kind": "facebook-secret",
    "pattern": "(?:(?:[Ff][Aa][Cc][Ee][Bb][Oo][Oo][Kk])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Fa-f]{32})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "facebook"
    ],
    "entropy": 3
  },
  {
    "kind": "fastly-api-token",
    "pattern": "(?:(?:[Ff][Aa][Ss][Tt][Ll][Yy])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([\\x2D0-9=A-Z_a-z]{32})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "fastly"
    ]
  },
  {
    "kind": "finicity-api-token",
    "pattern": "(?:(?:[Ff][Ii][Nn][Ii][Cc][Ii][Tt][Yy])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Fa-f]{32})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "finicity"
    ]
  },
  {
    "kind": "finicity-client-secret",
    "pattern": "(?:(?:[Ff][Ii][Nn][Ii][Cc][Ii][Tt][Yy])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Za-z]{20})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "finicity"
    ]
  },
  {
    "kind": "finnhub-access-token",
    "pattern": "(?:(?:[Ff][Ii][Nn][Nn][Hh][Uu][Bb])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Za-z]{20})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "finnhub"
    ]
  },
  {
    "kind": "flickr-access-token",
    "pattern": "(?:(?:[Ff][Ll][Ii][Cc][Kk][Rr])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Za-z]{32})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "flickr"
    ]
  },
  {
    "kind": "flutterwave-encryption-key",
    "pattern": "FLWSECK_TEST-(?:[0-9A-Ha-h]{12})",
    "keywords": [
      "flwseck_test"
    ],
    "entropy": 2
  },
  {
    "kind": "flutterwave-public-key",
    "pattern": "FLWPUBK_TEST-(?:[0-9A-Ha-h]{32}-[Xx])",
    "keywords": [
      "flwpubk_test"
    ],
    "entropy": 2
  },
  {
    "kind": "flutterwave-secret-key",
    "pattern": "FLWSECK_TEST-(?:[0-9A-Ha-h]{32}-[Xx])",
    "keywords": [
      "flwseck_test"
    ],
    "entropy": 2
  },
  {
    "kind": "flyio-access-token",
    "pattern": "\\b((?:fo1_[\\w-]{43}|fm1[ar]_[a-zA-Z0-9+\\/]{100,}={0,3}|fm2_[a-zA-Z0-9+\\/]{100,}={0,3}))(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[nr]|$)",
    "keywords": [
      "fo1_",
      "fm1",
      "fm2_"
    ],
    "entropy": 4
  },
  {
    "kind": "frameio-api-token",
    "pattern": "fio-u-(?:[\\x2D0-9=A-Z_a-z]{64})",
    "keywords": [
      "fio-u-"
    ]
  },
  {
    "kind": "freshbooks-access-token",
    "pattern": "(?:(?:[Ff][Rr][Ee][Ss][Hh][Bb][Oo][Oo][Kk][Ss])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Za-z]{64})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "freshbooks"
    ]
  },
  {
    "kind": "gcp-api-key",
    "pattern": "\\b(AIza[\\w-]{35})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[nr]|$)",
    "keywords": [
      "aiza"
    ],
    "entropy": 4
  },
  {
    "kind": "github-app-token",
    "pattern": "(?:ghu|ghs)_[0-9a-zA-Z]{36}",
    "keywords": [
      "ghu_",
      "ghs_"
    ],
    "entropy": 3
  },
  {
    "kind": "github-fine-grained-pat",
    "pattern": "github_pat_\\w{82}",
    "keywords": [
      "github_pat_"
    ],
    "entropy": 3
  },
  {
    "kind": "github-oauth",
    "pattern": "gho_[0-9a-zA-Z]{36}",
    "keywords": [
      "gho_"
    ],
    "entropy": 3
  },
  {
    "kind": "github-pat",
    "pattern": "ghp_[0-9a-zA-Z]{36}",
    "keywords": [
      "ghp_"
    ],
    "entropy": 3
  },
  {
    "kind": "github-refresh-token",
    "pattern": "ghr_[0-9a-zA-Z]{36}",
    "keywords": [
      "ghr_"
    ],
    "entropy": 3
  },
  {
    "kind": "gitlab-cicd-job-token",
    "pattern": "glcbt-[0-9a-zA-Z]{1,5}_[0-9a-zA-Z_-]{20}",
    "keywords": [
      "glcbt-"
    ],
    "entropy": 3
  },
  {
    "kind": "gitlab-deploy-token",
    "pattern": "gldt-[0-9a-zA-Z_\\-]{20}",
    "keywords": [
      "gldt-"
    ],
    "entropy": 3
  },
  {
    "kind": "gitlab-feature-flag-client-token",
    "pattern": "glffct-[0-9a-zA-Z_\\-]{20}",
    "keywords": [
      "glffct-"
    ],
    "entropy": 3
  },
  {
    "kind": "gitlab-feed-token",
    "pattern": "glft-[0-9a-zA-Z_\\-]{20}",
    "keywords": [
      "glft-"
    ],
    "entropy": 3
  },
  {
    "kind": "gitlab-incoming-mail-token",
    "pattern": "glimt-[0-9a-zA-Z_\\-]{25}",
    "keywords": [
      "glimt-"
    ],
    "entropy": 3
  },
  {
    "kind": "gitlab-kubernetes-agent-token",
    "pattern": "glagent-[0-9a-zA-Z_\\-]{50}",
    "keywords": [
      "glagent-"
    ],
    "entropy": 3
  },
  {
    "kind": "gitlab-oauth-app-secret",
    "pattern": "gloas-[0-9a-zA-Z_\\-]{64}",
    "keywords": [
      "gloas-"
    ],
    "entropy": 3
  },
  {
    "kind": "gitlab-pat",
    "pattern": "glpat-[\\w-]{20}",
    "keywords": [
      "glpat-"
    ],
    "entropy": 3
  },
  {
    "kind": "gitlab-pat-routable",
    "pattern": "\\bglpat-[0-9a-zA-Z_-]{27,300}\\.[0-9a-z]{2}[0-9a-z]{7}\\b",
    "keywords": [
      "glpat-"
    ],
    "entropy": 4
  },
  {
    "kind": "gitlab-ptt",
    "pattern": "glptt-[0-9a-f]{40}",
    "keywords": [
      "glptt-"
    ],
    "entropy": 3
  },
  {
    "kind": "gitlab-rrt",
    "pattern": "GR1348941[\\w-]{20}",
    "keywords": [
      "gr1348941"
    ],
    "entropy": 3
  },
  {
    "kind": "gitlab-runner-authentication-token",
    "pattern": "glrt-[0-9a-zA-Z_\\-]{20}",
    "keywords": [
      "glrt-"
    ],
    "entropy": 3
  },
  {
    "kind": "gitlab-runner-authentication-token-routable",
    "pattern": "\\bglrt-t\\d_[0-9a-zA-Z_\\-]{27,300}\\.[0-9a-z]{2}[0-9a-z]{7}\\b",
    "keywords": [
      "glrt-"
    ],
    "entropy": 4
  },
  {
    "kind": "gitlab-scim-token",
    "pattern": "glsoat-[0-9a-zA-Z_\\-]{20}",
    "keywords": [
      "glsoat-"
    ],
    "entropy": 3
  },
  {
    "kind": "gitlab-session-cookie",
    "pattern": "_gitlab_session=[0-9a-z]{32}",
    "keywords": [
      "_gitlab_session="
    ],
    "entropy": 3
  },
  {
    "kind": "gitter-access-token",
    "pattern": "(?:(?:[Gg][Ii][Tt][Tt][Ee][Rr])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([\\x2D0-9A-Z_a-z]{40})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "gitter"
    ]
  },
  {
    "kind": "gocardless-api-token",
    "pattern": "(?:(?:[Gg][Oo][Cc][Aa][Rr][Dd][Ll][Ee][Ss][Ss])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([Ll][Ii][Vv][Ee]_(?:[\\x2D0-9=A-Z_a-z]{40}))(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "live_",
      "gocardless"
    ]
  },
  {
    "kind": "grafana-api-key",
    "pattern": "(?:\\b([Ee][Yy][Jj][Rr][Ii][Jj][Oo][Ii][0-9A-Za-z]{70,400}={0,3})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "eyjrijoi"
    ],
    "entropy": 3
  },
  {
    "kind": "grafana-cloud-api-token",
    "pattern": "(?:\\b([Gg][Ll][Cc]_[\\+\\/-9A-Za-z]{32,400}={0,3})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "glc_"
    ],
    "entropy": 3
  },
  {
    "kind": "grafana-service-account-token",
    "pattern": "(?:\\b([Gg][Ll][Ss][Aa]_[0-9A-Za-z]{32}_[0-9A-Fa-f]{8})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "glsa_"
    ],
    "entropy": 3
  },
  {
    "kind": "harness-api-key",
    "pattern": "(?:pat|sat)\\.[a-zA-Z0-9_-]{22}\\.[a-zA-Z0-9]{24}\\.[a-zA-Z0-9]{20}",
    "keywords": [
      "pat.",
      "sat."
    ]
  },
  {
    "kind": "hashicorp-tf-api-token",
    "pattern": "(?:[0-9A-Za-z]{14}\\.(?:atlasv1)\\.[\\x2D0-9=A-Z_a-z]{60,70})",
    "keywords": [
      "atlasv1"
    ],
    "entropy": 3.5
  },
  {
    "kind": "heroku-api-key",
    "pattern": "(?:(?:[Hh][Ee][Rr][Oo][Kk][Uu])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "heroku"
    ]
  },
  {
    "kind": "heroku-api-key-v2",
    "pattern": "\\b((HRKU-AA[0-9a-zA-Z_-]{58}))(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[nr]|$)",
    "keywords": [
      "hrku-aa"
    ],
    "entropy": 4
  },
  {
    "kind": "hubspot-api-key",
    "pattern": "(?:(?:[Hh][Uu][Bb][Ss][Pp][Oo][Tt])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "hubspot"
    ]
  },
  {
    "kind": "huggingface-access-token",
    "pattern": "\\b(hf_(?:[A-Za-z]{34}))(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[nr]|$)",
    "keywords": [
      "hf_"
    ],
    "entropy": 2
  },
  {
    "kind": "huggingface-organization-api-token",
    "pattern": "\\b(api_org_(?:[A-Za-z]{34}))(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[nr]|$)",
    "keywords": [
      "api_org_"
    ],
    "entropy": 2
  },
  {
    "kind": "infracost-api-token",
    "pattern": "\\b(ico-[a-zA-Z0-9]{32})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[nr]|$)",
    "keywords": [
      "ico-"
    ],
    "entropy": 3
  },
  {
    "kind": "intercom-api-key",
    "pattern": "(?:(?:[Ii][Nn][Tt][Ee][Rr][Cc][Oo][Mm])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([\\x2D0-9=A-Z_a-z]{60})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "intercom"
    ]
  },
  {
    "kind": "intra42-client-secret",
    "pattern": "\\b(s-s4t2(?:ud|af)-(?:[0-9A-Fa-f]{64}))(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[nr]|$)",
    "keywords": [
      "intra",
      "s-s4t2ud-",
      "s-s4t2af-"
    ],
    "entropy": 3
  },
  {
    "kind": "jfrog-api-key",
    "pattern": "(?:(?:[Jj][Ff][Rr][Oo][Gg]|[Aa][Rr][Tt][Ii][Ff][Aa][Cc][Tt][Oo][Rr][Yy]|[Bb][Ii][Nn][Tt][Rr][Aa][Yy]|[Xx][Rr][Aa][Yy])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Za-z]{73})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "jfrog",
      "artifactory",
      "bintray",
      "xray"
    ]
  },
  {
    "kind": "jfrog-identity-token",
    "pattern": "(?:(?:[Jj][Ff][Rr][Oo][Gg]|[Aa][Rr][Tt][Ii][Ff][Aa][Cc][Tt][Oo][Rr][Yy]|[Bb][Ii][Nn][Tt][Rr][Aa][Yy]|[Xx][Rr][Aa][Yy])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Za-z]{64})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "jfrog",
      "artifactory",
      "bintray",
      "xray"
    ]
  },
  {
    "kind": "jwt",
    "pattern": "\\b(ey[a-zA-Z0-9]{17,}\\.ey[a-zA-Z0-9\\/\\\\_-]{17,}\\.(?:[a-zA-Z0-9\\/\\\\_-]{10,}={0,2})?)(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[nr]|$)",
    "keywords": [
      "ey"
    ],
    "entropy": 3
  },
  {
    "kind": "jwt-base64",
    "pattern": "\\bZXlK(?:(aGJHY2lPaU)|(aGNIVWlPaU)|(aGNIWWlPaU)|(aGRXUWlPaU)|(aU5qUWlP)|(amNtbDBJanBi)|(amRIa2lPaU)|(bGNHc2lPbn)|(bGJtTWlPaU)|(cWEzVWlPaU)|(cWQyc2lPb)|(cGMzTWlPaU)|(cGRpSTZJ)|(cmFXUWlP)|(clpYbGZiM0J6SWpwY)|(cmRIa2lPaUp)|(dWIyNWpaU0k2)|(d01tTWlP)|(d01uTWlPaU)|(d2NIUWlPaU)|(emRXSWlPaU)|(emRuUWlP)|(MFlXY2lPaU)|(MGVYQWlPaUp)|(MWNtd2l)|(MWMyVWlPaUp)|(MlpYSWlPaU)|(MlpYSnphVzl1SWpv)|(NElqb2)|(NE5XTWlP)|(NE5YUWlPaU)|(NE5YUWpVekkxTmlJNkl)|(NE5YVWlPaU)|(NmFYQWlPaU))[a-zA-Z0-9\\/\\\\_+\\-\\r\\n]{40,}={0,2}",
    "keywords": [
      "zxlk"
    ],
    "entropy": 2
  },
  {
    "kind": "kraken-access-token",
    "pattern": "(?:(?:[Kk][Rr][Aa][Kk][Ee][Nn])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([\\+\\x2D\\/-9=A-Z_a-z]{80,90})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "kraken"
    ]
  },
  {
    "kind": "kucoin-access-token",
    "pattern": "(?:(?:[Kk][Uu][Cc][Oo][Ii][Nn])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Fa-f]{24})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "kucoin"
    ]
  },
  {
    "kind": "kucoin-secret-key",
    "pattern": "(?:(?:[Kk][Uu][Cc][Oo][Ii][Nn])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "kucoin"
    ]
  },
  {
    "kind": "launchdarkly-access-token",
    "pattern": "(?:(?:[Ll][Aa][Uu][Nn][Cc][Hh][Dd][Aa][Rr][Kk][Ll][Yy])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([\\x2D0-9=A-Z_a-z]{40})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "launchdarkly"
    ]
  },
  {
    "kind": "linear-api-key",
    "pattern": "lin_api_(?:[0-9A-Za-z]{40})",
    "keywords": [
      "lin_api_"
    ],
    "entropy": 2
  },
  {
    "kind": "linear-client-secret",
    "pattern": "(?:(?:[Ll][Ii][Nn][Ee][Aa][Rr])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Fa-f]{32})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "linear"
    ],
    "entropy": 2
  },
  {
    "kind": "linkedin-client-id",
    "pattern": "(?:(?:[Ll][Ii][Nn][Kk][Ee][Dd][_-]?[Ii][Nn])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Za-z]{14})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "linkedin",
      "linked_in",
      "linked-in"
    ],
    "entropy": 2
  },
  {
    "kind": "linkedin-client-secret",
    "pattern": "(?:(?:[Ll][Ii][Nn][Kk][Ee][Dd][_-]?[Ii][Nn])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Za-z]{16})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "linkedin",
      "linked_in",
      "linked-in"
    ],
    "entropy": 2
  },
  {
    "kind": "lob-api-key",
    "pattern": "(?:(?:[Ll][Oo][Bb])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}(([Ll][Ii][Vv][Ee]|[Tt][Ee][Ss][Tt])_[0-9A-Fa-f]{35})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "test_",
      "live_"
    ]
  },
  {
    "kind": "lob-pub-api-key",
    "pattern": "(?:(?:[Ll][Oo][Bb])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}(([Tt][Ee][Ss][Tt]|[Ll][Ii][Vv][Ee])_[Pp][Uu][Bb]_[0-9A-Fa-f]{31})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "test_pub",
      "live_pub",
      "_pub"
    ]
  },
  {
    "kind": "looker-client-id",
    "pattern": "(?:(?:[Ll][Oo][Oo][Kk][Ee][Rr])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Za-z]{20})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "looker"
    ]
  },
  {
    "kind": "looker-client-secret",
    "pattern": "(?:(?:[Ll][Oo][Oo][Kk][Ee][Rr])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Za-z]{24})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "looker"
    ]
  },
  {
    "kind": "mailchimp-api-key",
    "pattern": "(?:(?:[Mm][Aa][Ii][Ll][Cc][Hh][Ii][Mm][Pp][Ss][Dd][Kk].[Ii][Nn][Ii][Tt][Ii][Aa][Ll][Ii][Zz][Ee]|[Mm][Aa][Ii][Ll][Cc][Hh][Ii][Mm][Pp])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Fa-f]{32}-[Uu][Ss]\\d\\d)(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "mailchimp"
    ]
  },
  {
    "kind": "mailgun-private-api-token",
    "pattern": "(?:(?:[Mm][Aa][Ii][Ll][Gg][Uu][Nn])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([Kk][Ee][Yy]-[0-9A-Fa-f]{32})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "mailgun"
    ]
  },
  {
    "kind": "mailgun-pub-key",
    "pattern": "(?:(?:[Mm][Aa][Ii][Ll][Gg][Uu][Nn])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([Pp][Uu][Bb][Kk][Ee][Yy]-[0-9A-Fa-f]{32})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "mailgun"
    ]
  },
  {
    "kind": "mailgun-signing-key",
    "pattern": "(?:(?:[Mm][Aa][Ii][Ll][Gg][Uu][Nn])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Ha-h]{32}-[0-9A-Ha-h]{8}-[0-9A-Ha-h]{8})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "mailgun"
    ]
  },
  {
    "kind": "mapbox-api-token",
    "pattern": "(?:(?:[Mm][Aa][Pp][Bb][Oo][Xx])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([Pp][Kk]\\.[0-9A-Za-z]{60}\\.[0-9A-Za-z]{22})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "mapbox"
    ]
  },
  {
    "kind": "mattermost-access-token",
    "pattern": "(?:(?:[Mm][Aa][Tt][Tt][Ee][Rr][Mm][Oo][Ss][Tt])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Za-z]{26})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "mattermost"
    ]
  },
  {
    "kind": "maxmind-license-key",
    "pattern": "\\b([A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk)(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[nr]|$)",
    "keywords": [
      "_mmk"
    ],
    "entropy": 4
  },
  {
    "kind": "messagebird-api-token",
    "pattern": "(?:(?:[Mm][Ee][Ss][Ss][Aa][Gg][Ee][_-]?[Bb][Ii][Rr][Dd])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Za-z]{25})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "messagebird",
      "message-bird",
      "message_bird"
    ]
  },
  {
    "kind": "messagebird-client-id",
    "pattern": "(?:(?:[Mm][Ee][Ss][Ss][Aa][Gg][Ee][_-]?[Bb][Ii][Rr][Dd])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "messagebird",
      "message-bird",
      "message_bird"
    ]
  },
  {
    "kind": "microsoft-teams-webhook",
    "pattern": "https:\\/\\/[a-z0-9]+\\.webhook\\.office\\.com\\/webhookb2\\/[a-z0-9]{8}-([a-z0-9]{4}-){3}[a-z0-9]{12}@[a-z0-9]{8}-([a-z0-9]{4}-){3}[a-z0-9]{12}\\/IncomingWebhook\\/[a-z0-9]{32}\\/[a-z0-9]{8}-([a-z0-9]{4}-){3}[a-z0-9]{12}",
    "keywords": [
      "webhook.office.com",
      "webhookb2",
      "incomingwebhook"
    ]
  },
  {
    "kind": "netlify-access-token",
    "pattern": "(?:(?:[Nn][Ee][Tt][Ll][Ii][Ff][Yy])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([\\x2D0-9=A-Z_a-z]{40,46})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "netlify"
    ]
  },
  {
    "kind": "new-relic-browser-api-token",
    "pattern": "(?:(?:[Nn][Ee][Ww]-[Rr][Ee][Ll][Ii][Cc]|[Nn][Ee][Ww][Rr][Ee][Ll][Ii][Cc]|[Nn][Ee][Ww]_[Rr][Ee][Ll][Ii][Cc])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([Nn][Rr][Jj][Ss]-[0-9A-Fa-f]{19})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "nrjs-"
    ]
  },
  {
    "kind": "new-relic-insert-key",
    "pattern": "(?:(?:[Nn][Ee][Ww]-[Rr][Ee][Ll][Ii][Cc]|[Nn][Ee][Ww][Rr][Ee][Ll][Ii][Cc]|[Nn][Ee][Ww]_[Rr][Ee][Ll][Ii][Cc])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([Nn][Rr][Ii][Ii]-[\\x2D0-9A-Za-z]{32})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "nrii-"
    ]
  },
  {
    "kind": "new-relic-user-api-id",
    "pattern": "(?:(?:[Nn][Ee][Ww]-[Rr][Ee][Ll][Ii][Cc]|[Nn][Ee][Ww][Rr][Ee][Ll][Ii][Cc]|[Nn][Ee][Ww]_[Rr][Ee][Ll][Ii][Cc])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Za-z]{64})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "new-relic",
      "newrelic",
      "new_relic"
    ]
  },
  {
    "kind": "new-relic-user-api-key",
    "pattern": "(?:(?:[Nn][Ee][Ww]-[Rr][Ee][Ll][Ii][Cc]|[Nn][Ee][Ww][Rr][Ee][Ll][Ii][Cc]|[Nn][Ee][Ww]_[Rr][Ee][Ll][Ii][Cc])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([Nn][Rr][Aa][Kk]-[0-9A-Za-z]{27})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "nrak"
    ]
  },
  {
    "kind": "notion-api-token",
    "pattern": "\\b(ntn_[0-9]{11}[A-Za-z0-9]{32}[A-Za-z0-9]{3})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[nr]|$)",
    "keywords": [
      "ntn_"
    ],
    "entropy": 4
  },
  {
    "kind": "npm-access-token",
    "pattern": "(?:\\b([Nn][Pp][Mm]_[0-9A-Za-z]{36})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "npm_"
    ],
    "entropy": 2
  },
  {
    "kind": "nytimes-access-token",
    "pattern": "(?:(?:[Nn][Yy][Tt][Ii][Mm][Ee][Ss]|[Nn][Ee][Ww]-[Yy][Oo][Rr][Kk]-[Tt][Ii][Mm][Ee][Ss],|[Nn][Ee][Ww][Yy][Oo][Rr][Kk][Tt][Ii][Mm][Ee][Ss])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([\\x2D0-9=A-Z_a-z]{32})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "nytimes",
      "new-york-times",
      "newyorktimes"
    ]
  },
  {
    "kind": "octopus-deploy-api-key",
    "pattern": "\\b(API-[A-Z0-9]{26})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[nr]|$)",
    "keywords": [
      "api-"
    ],
    "entropy": 3
  },
  {
    "kind": "okta-access-token",
    "pattern": "(?:(?:(?:[Oo]kta|OKTA))(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3})(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}(00[\\w=\\-]{40})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[nr]|$)",
    "keywords": [
      "okta"
    ],
    "entropy": 4
  },
  {
    "kind": "openai-api-key",
    "pattern": "\\b(sk-(?:proj|svcacct|admin)-(?:[A-Za-z0-9_-]{74}|[A-Za-z0-9_-]{58})T3BlbkFJ(?:[A-Za-z0-9_-]{74}|[A-Za-z0-9_-]{58})\\b|sk-[a-zA-Z0-9]{20}T3BlbkFJ[a-zA-Z0-9]{20})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[nr]|$)",
    "keywords": [
      "t3blbkfj"
    ],
    "entropy": 3
  },
  {
    "kind": "openshift-user-token",
    "pattern": "\\b(sha256~[\\w-]{43})(?:[^\\w-]|$)",
    "keywords": [
      "sha256~"
    ],
    "entropy": 3.5
  },
  {
    "kind": "perplexity-api-key",
    "pattern": "\\b(pplx-[a-zA-Z0-9]{48})(?:[\\x60'\"\\s;]|\\\\[nr]|$|\\b)",
    "keywords": [
      "pplx-"
    ],
    "entropy": 4
  },
  {
    "kind": "plaid-api-token",
    "pattern": "(?:(?:[Pp][Ll][Aa][Ii][Dd])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([Aa][Cc][Cc][Ee][Ss][Ss]-(?:[Ss][Aa][Nn][Dd][Bb][Oo][Xx]|[Dd][Ee][Vv][Ee][Ll][Oo][Pp][Mm][Ee][Nn][Tt]|[Pp][Rr][Oo][Dd][Uu][Cc][Tt][Ii][Oo][Nn])-[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "plaid"
    ]
  },
  {
    "kind": "plaid-client-id",
    "pattern": "(?:(?:[Pp][Ll][Aa][Ii][Dd])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Za-z]{24})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "plaid"
    ],
    "entropy": 3.5
  },
  {
    "kind": "plaid-secret-key",
    "pattern": "(?:(?:[Pp][Ll][Aa][Ii][Dd])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Za-z]{30})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "plaid"
    ],
    "entropy": 3.5
  },
  {
    "kind": "planetscale-api-token",
    "pattern": "\\b(pscale_tkn_(?:[\\w=\\.-]{32,64}))(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[nr]|$)",
    "keywords": [
      "pscale_tkn_"
    ],
    "entropy": 3
  },
  {
    "kind": "planetscale-oauth-token",
    "pattern": "\\b(pscale_oauth_[\\w=\\.-]{32,64})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[nr]|$)",
    "keywords": [
      "pscale_oauth_"
    ],
    "entropy": 3
  },
  {
    "kind": "planetscale-password",
    "pattern": "(?:\\b([Pp][Ss][Cc][Aa][Ll][Ee]_[Pp][Ww]_(?:[\\w=\\.-]{32,64}))(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "pscale_pw_"
    ],
    "entropy": 3
  },
  {
    "kind": "postman-api-token",
    "pattern": "\\b(PMAK-(?:[0-9A-Fa-f]{24}\\x2D[0-9A-Fa-f]{34}))(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[nr]|$)",
    "keywords": [
      "pmak-"
    ],
    "entropy": 3
  },
  {
    "kind": "prefect-api-token",
    "pattern": "\\b(pnu_[a-zA-Z0-9]{36})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[nr]|$)",
    "keywords": [
      "pnu_"
    ],
    "entropy": 2
  },
  {
    "kind": "privateai-api-token",
    "pattern": "(?:(?:[Pp][Rr][Ii][Vv][Aa][Tt][Ee][_-]?[Aa][Ii])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3})(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([a-z0-9]{32})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[nr]|$)",
    "keywords": [
      "privateai",
      "private_ai",
      "private-ai"
    ],
    "entropy": 3
  },
  {
    "kind": "pulumi-api-token",
    "pattern": "\\b(pul-[a-f0-9]{40})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[nr]|$)",
    "keywords": [
      "pul-"
    ],
    "entropy": 2
  },
  {
    "kind": "pypi-upload-token",
    "pattern": "pypi-AgEIcHlwaS5vcmc[\\w-]{50,1000}",
    "keywords": [
      "pypi-ageichlwas5vcmc"
    ],
    "entropy": 3
  },
  {
    "kind": "rapidapi-access-token",
    "pattern": "(?:(?:[Rr][Aa][Pp][Ii][Dd][Aa][Pp][Ii])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([\\x2D0-9A-Z_a-z]{50})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "rapidapi"
    ]
  },
  {
    "kind": "readme-api-token",
    "pattern": "\\b(rdme_[a-z0-9]{70})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[nr]|$)",
    "keywords": [
      "rdme_"
    ],
    "entropy": 2
  },
  {
    "kind": "rubygems-api-token",
    "pattern": "\\b(rubygems_[a-f0-9]{48})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[nr]|$)",
    "keywords": [
      "rubygems_"
    ],
    "entropy": 2
  },
  {
    "kind": "scalingo-api-token",
    "pattern": "\\b(tk-us-[\\w-]{48})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[nr]|$)",
    "keywords": [
      "tk-us-"
    ],
    "entropy": 2
  },
  {
    "kind": "sendbird-access-id",
    "pattern": "(?:(?:[Ss][Ee][Nn][Dd][Bb][Ii][Rr][Dd])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "sendbird"
    ]
  },
  {
    "kind": "sendbird-access-token",
    "pattern": "(?:(?:[Ss][Ee][Nn][Dd][Bb][Ii][Rr][Dd])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Fa-f]{40})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "sendbird"
    ]
  },
  {
    "kind": "sendgrid-api-token",
    "pattern": "\\b(SG\\.(?:[\\x2D\\.0-9=A-Z_a-z]{66}))(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[nr]|$)",
    "keywords": [
      "sg."
    ],
    "entropy": 2
  },
  {
    "kind": "sendinblue-api-token",
    "pattern": "\\b(xkeysib-[a-f0-9]{64}\\x2D(?:[0-9A-Za-z]{16}))(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[nr]|$)",
    "keywords": [
      "xkeysib-"
    ],
    "entropy": 2
  },
  {
    "kind": "sentry-access-token",
    "pattern": "(?:(?:[Ss][Ee][Nn][Tt][Rr][Yy])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Fa-f]{64})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "sentry"
    ],
    "entropy": 3
  },
  {
    "kind": "sentry-org-token",
    "pattern": "\\bsntrys_eyJpYXQiO[a-zA-Z0-9+/]{10,200}(?:LCJyZWdpb25fdXJs|InJlZ2lvbl91cmwi|cmVnaW9uX3VybCI6)[a-zA-Z0-9+/]{10,200}={0,2}_[a-zA-Z0-9+/]{43}(?:[^a-zA-Z0-9+/]|$)",
    "keywords": [
      "sntrys_eyjpyxqio"
    ],
    "entropy": 4.5
  },
  {
    "kind": "sentry-user-token",
    "pattern": "\\b(sntryu_[a-f0-9]{64})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[nr]|$)",
    "keywords": [
      "sntryu_"
    ],
    "entropy": 3.5
  },
  {
    "kind": "settlemint-application-access-token",
    "pattern": "\\b(sm_aat_[a-zA-Z0-9]{16})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[nr]|$)",
    "keywords": [
      "sm_aat"
    ],
    "entropy": 3
  },
  {
    "kind": "settlemint-personal-access-token",
    "pattern": "\\b(sm_pat_[a-zA-Z0-9]{16})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[nr]|$)",
    "keywords": [
      "sm_pat"
    ],
    "entropy": 3
  },
  {
    "kind": "settlemint-service-access-token",
    "pattern": "\\b(sm_sat_[a-zA-Z0-9]{16})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[nr]|$)",
    "keywords": [
      "sm_sat"
    ],
    "entropy": 3
  },
  {
    "kind": "shippo-api-token",
    "pattern": "\\b(shippo_(?:live|test)_[a-fA-F0-9]{40})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[nr]|$)",
    "keywords": [
      "shippo_"
    ],
    "entropy": 2
  },
  {
    "kind": "shopify-access-token",
    "pattern": "shpat_[a-fA-F0-9]{32}",
    "keywords": [
      "shpat_"
    ],
    "entropy": 2
  },
  {
    "kind": "shopify-custom-access-token",
    "pattern": "shpca_[a-fA-F0-9]{32}",
    "keywords": [
      "shpca_"
    ],
    "entropy": 2
  },
  {
    "kind": "shopify-private-app-access-token",
    "pattern": "shppa_[a-fA-F0-9]{32}",
    "keywords": [
      "shppa_"
    ],
    "entropy": 2
  },
  {
    "kind": "shopify-shared-secret",
    "pattern": "shpss_[a-fA-F0-9]{32}",
    "keywords": [
      "shpss_"
    ],
    "entropy": 2
  },
  {
    "kind": "sidekiq-secret",
    "pattern": "(?:(?:[Bb][Uu][Nn][Dd][Ll][Ee]_[Ee][Nn][Tt][Ee][Rr][Pp][Rr][Ii][Ss][Ee]__[Cc][Oo][Nn][Tt][Rr][Ii][Bb][Ss][Yy][Ss]__[Cc][Oo][Mm]|[Bb][Uu][Nn][Dd][Ll][Ee]_[Gg][Ee][Mm][Ss]__[Cc][Oo][Nn][Tt][Rr][Ii][Bb][Ss][Yy][Ss]__[Cc][Oo][Mm])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Fa-f]{8}:[0-9A-Fa-f]{8})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "bundle_enterprise__contribsys__com",
      "bundle_gems__contribsys__com"
    ]
  },
  {
    "kind": "sidekiq-sensitive-url",
    "pattern": "(?:\\b[Hh][Tt][Tt][Pp][Ss]?:\\/\\/([0-9A-Fa-f]{8}:[0-9A-Fa-f]{8})@(?:[Gg][Ee][Mm][Ss].[Cc][Oo][Nn][Tt][Rr][Ii][Bb][Ss][Yy][Ss].[Cc][Oo][Mm]|[Ee][Nn][Tt][Ee][Rr][Pp][Rr][Ii][Ss][Ee].[Cc][Oo][Nn][Tt][Rr][Ii][Bb][Ss][Yy][Ss].[Cc][Oo][Mm])(?:[\\/|\\#|\\?|:]|$))",
    "keywords": [
      "gems.contribsys.com",
      "enterprise.contribsys.com"
    ]
  },
  {
    "kind": "slack-app-token",
    "pattern": "(?:[Xx][Aa][Pp][Pp]-\\d-[0-9A-Za-z]+-\\d+-[0-9A-Za-z]+)",
    "keywords": [
      "xapp"
    ],
    "entropy": 2
  },
  {
    "kind": "slack-bot-token",
    "pattern": "xoxb-[0-9]{10,13}-[0-9]{10,13}[a-zA-Z0-9-]*",
    "keywords": [
      "xoxb"
    ],
    "entropy": 3
  },
  {
    "kind": "slack-config-access-token",
    "pattern": "(?:[Xx][Oo][Xx][Ee].[Xx][Oo][Xx][BPbp]-\\d-[0-9A-Za-z]{163,166})",
    "keywords": [
      "xoxe.xoxb-",
      "xoxe.xoxp-"
    ],
    "entropy": 2
  },
  {
    "kind": "slack-config-refresh-token",
    "pattern": "(?:[Xx][Oo][Xx][Ee]-\\d-[0-9A-Za-z]{146})",
    "keywords": [
      "xoxe-"
    ],
    "entropy": 2
  },
  {
    "kind": "slack-legacy-bot-token",
    "pattern": "xoxb-[0-9]{8,14}-[a-zA-Z0-9]{18,26}",
    "keywords": [
      "xoxb"
    ],
    "entropy": 2
  },
  {
    "kind": "slack-legacy-token",
    "pattern": "xox[os]-\\d+-\\d+-\\d+-[a-fA-F\\d]+",
    "keywords": [
      "xoxo",
      "xoxs"
    ],
    "entropy": 2
  },
  {
    "kind": "slack-legacy-workspace-token",
    "pattern": "xox[ar]-(?:\\d-)?[0-9a-zA-Z]{8,48}",
    "keywords": [
      "xoxa",
      "xoxr"
    ],
    "entropy": 2
  },
  {
    "kind": "slack-user-token",
    "pattern": "xox[pe](?:-[0-9]{10,13}){3}-[a-zA-Z0-9-]{28,34}",
    "keywords": [
      "xoxp-",
      "xoxe-"
    ],
    "entropy": 2
  },
  {
    "kind": "slack-webhook-url",
    "pattern": "(?:https?:\\/\\/)?hooks.slack.com\\/(?:services|workflows|triggers)\\/[A-Za-z0-9+/]{43,56}",
    "keywords": [
      "hooks.slack.com"
    ]
  },
  {
    "kind": "snyk-api-token",
    "pattern": "(?:(?:[Ss][Nn][Yy][Kk][_.-]?(?:(?:[Aa][Pp][Ii]|[Oo][Aa][Uu][Tt][Hh])[_.-]?)?(?:[Kk][Ee][Yy]|[Tt][Oo][Kk][Ee][Nn]))(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "snyk"
    ]
  },
  {
    "kind": "sonar-api-token",
    "pattern": "(?:(?:[Ss][Oo][Nn][Aa][Rr][_.-]?([Ll][Oo][Gg][Ii][Nn]|[Tt][Oo][Kk][Ee][Nn]))(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}((?:[Ss][Qq][Uu]_|[Ss][Qq][Pp]_|[Ss][Qq][Aa]_)?[\\x2D0-9=A-Z_a-z]{40})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "sonar"
    ],
    "group": 2
  },
  {
    "kind": "sourcegraph-access-token",
    "pattern": "(?:\\b(\\b([Ss][Gg][Pp]_(?:[0-9A-Fa-f]{16}|[Ll][Oo][Cc][Aa][Ll])_[0-9A-Fa-f]{40}|[Ss][Gg][Pp]_[0-9A-Fa-f]{40}|[0-9A-Fa-f]{40})\\b)(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "sgp_",
      "sourcegraph"
    ],
    "entropy": 3
  },
  {
    "kind": "square-access-token",
    "pattern": "\\b((?:EAAA|sq0atp-)[\\w-]{22,60})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[nr]|$)",
    "keywords": [
      "sq0atp-",
      "eaaa"
    ],
    "entropy": 2
  },
  {
    "kind": "squarespace-access-token",
    "pattern": "(?:(?:[Ss][Qq][Uu][Aa][Rr][Ee][Ss][Pp][Aa][Cc][Ee])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "squarespace"
    ]
  },
  {
    "kind": "stripe-access-token",
    "pattern": "\\b((?:sk|rk)_(?:test|live|prod)_[a-zA-Z0-9]{10,99})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[nr]|$)",
    "keywords": [
      "sk_test",
      "sk_live",
      "sk_prod",
      "rk_test",
      "rk_live",
      "rk_prod"
    ],
    "entropy": 2
  },
  {
    "kind": "sumologic-access-id",
    "pattern": "(?:(?:(?:[Ss]umo|SUMO))(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3})(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}(su[a-zA-Z0-9]{12})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[nr]|$)",
    "keywords": [
      "sumo"
    ],
    "entropy": 3
  },
  {
    "kind": "sumologic-access-token",
    "pattern": "(?:(?:(?:[Ss]umo|SUMO))(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Za-z]{64})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "sumo"
    ],
    "entropy": 3
  },
  {
    "kind": "telegram-bot-api-token",
    "pattern": "(?:(?:[Tt][Ee][Ll][Ee][Gg][Rr])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9]{5,16}:(?:A)[\\x2D0-9A-Z_a-z]{34})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "telegr"
    ]
  },
  {
    "kind": "travisci-access-token",
    "pattern": "(?:(?:[Tt][Rr][Aa][Vv][Ii][Ss])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Za-z]{22})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "travis"
    ]
  },
  {
    "kind": "twilio-api-key",
    "pattern": "SK[0-9a-fA-F]{32}",
    "keywords": [
      "sk"
    ],
    "entropy": 3
  },
  {
    "kind": "twitch-api-token",
    "pattern": "(?:(?:[Tt][Ww][Ii][Tt][Cc][Hh])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Za-z]{30})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "twitch"
    ]
  },
  {
    "kind": "twitter-access-secret",
    "pattern": "(?:(?:[Tt][Ww][Ii][Tt][Tt][Ee][Rr])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Za-z]{45})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "twitter"
    ]
  },
  {
    "kind": "twitter-access-token",
    "pattern": "(?:(?:[Tt][Ww][Ii][Tt][Tt][Ee][Rr])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9]{15,25}-[0-9A-Za-z]{20,40})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "twitter"
    ]
  },
  {
    "kind": "twitter-api-key",
    "pattern": "(?:(?:[Tt][Ww][Ii][Tt][Tt][Ee][Rr])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Za-z]{25})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "twitter"
    ]
  },
  {
    "kind": "twitter-api-secret",
    "pattern": "(?:(?:[Tt][Ww][Ii][Tt][Tt][Ee][Rr])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Za-z]{50})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "twitter"
    ]
  },
  {
    "kind": "twitter-bearer-token",
    "pattern": "(?:(?:[Tt][Ww][Ii][Tt][Tt][Ee][Rr])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([Aa]{22}[%0-9A-Za-z]{80,100})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "twitter"
    ]
  },
  {
    "kind": "typeform-api-token",
    "pattern": "(?:(?:[Tt][Yy][Pp][Ee][Ff][Oo][Rr][Mm])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([Tt][Ff][Pp]_[\\x2D\\.0-9=A-Z_a-z]{59})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "tfp_"
    ]
  },
  {
    "kind": "vault-batch-token",
    "pattern": "\\b(hvb\\.[\\w-]{138,300})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[nr]|$)",
    "keywords": [
      "hvb."
    ],
    "entropy": 4
  },
  {
    "kind": "vault-service-token",
    "pattern": "\\b((?:hvs\\.[\\w-]{90,120}|s\\.(?:[0-9A-Za-z]{24})))(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[nr]|$)",
    "keywords": [
      "hvs.",
      "s."
    ],
    "entropy": 3.5,
    "exceptions": {
      "secret": [
        "s\\.[A-Za-z]{24}"
      ]
    }
  },
  {
    "kind": "yandex-access-token",
    "pattern": "(?:(?:[Yy][Aa][Nn][Dd][Ee][Xx])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([Tt]1\\.[\\x2D0-9A-Z_a-z]+[=]{0,2}\\.[\\x2D0-9A-Z_a-z]{86}[=]{0,2})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "yandex"
    ]
  },
  {
    "kind": "yandex-api-key",
    "pattern": "(?:(?:[Yy][Aa][Nn][Dd][Ee][Xx])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([Aa][Qq][Vv][Nn][\\x2D0-9A-Z_a-z]{35,38})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "yandex"
    ]
  },
  {
    "kind": "yandex-aws-access-token",
    "pattern": "(?:(?:[Yy][Aa][Nn][Dd][Ee][Xx])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([Yy][Cc][\\x2D0-9A-Z_a-z]{38})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "yandex"
    ]
  },
  {
    "kind": "zendesk-secret-key",
    "pattern": "(?:(?:[Zz][Ee][Nn][Dd][Ee][Ss][Kk])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([0-9A-Za-z]{40})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "zendesk"
    ]
  },
  {
    "kind": "generic-api-key",
    "pattern": "(?:(?:[Aa][Cc][Cc][Ee][Ss][Ss]|[Aa][Uu][Tt][Hh]|(?:[Aa]pi|API)|[Cc][Rr][Ee][Dd][Ee][Nn][Tt][Ii][Aa][Ll]|[Cc][Rr][Ee][Dd][Ss]|[Kk][Ee][Yy]|[Pp][Aa][Ss][Ss][Ww](?:[Oo][Rr])?[Dd]|[Ss][Ee][Cc][Rr][Ee][Tt]|[Tt][Oo][Kk][Ee][Nn])(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)[\\x60'\"\\s=]{0,5}([\\w.=-]{10,150}|[0-9A-Za-z][\\+\\/-9A-Za-z]{11,}={0,3})(?=[\\x60'\"\\s;,.:!?)\\]}>|<&]|\\\\[NRnr]|$))",
    "keywords": [
      "access",
      "api",
      "auth",
      "key",
      "credential",
      "creds",
      "passwd",
      "password",
      "secret",
      "token"
    ],
    "entropy": 3.5,
    "exceptions": {
      "secret": [
        "^[a-zA-Z_.-]+$"
      ],
      "match": [
        "(?:(?:[Aa][Cc][Cc][Ee][Ss][Ss](?:[Ii][Bb][Ii][Ll][Ii][Tt][Yy]|[Oo][Rr])|[Aa][Cc][Cc][Ee][Ss][Ss][_.-]?[Ii][Dd]|[Rr][Aa][Nn][Dd][Oo][Mm][_.-]?[Aa][Cc][Cc][Ee][Ss][Ss]|[Aa][Pp][Ii][_.-]?(?:[Ii][Dd]|[Nn][Aa][Mm][Ee]|[Vv][Ee][Rr][Ss][Ii][Oo][Nn])|[Rr][Aa][Pp][Ii][Dd]|[Cc][Aa][Pp][Ii][Tt][Aa][Ll]|[\\x2D0-9A-Za-z]*?[Aa][Pp][Ii][\\x2D0-9A-Za-z]*?:[Jj][Aa][Rr]:|[Aa][Uu][Tt][Hh][Oo][Rr]|[Xx]-[Mm][Ss]-[Ee][Xx][Cc][Hh][Aa][Nn][Gg][Ee]-[Oo][Rr][Gg][Aa][Nn][Ii][Zz][Aa][Tt][Ii][Oo][Nn]-[Aa][Uu][Tt][Hh]|[Aa][Uu][Tt][Hh][Ee][Nn][Tt][Ii][Cc][Aa][Tt][Ii][Oo][Nn]-[Rr][Ee][Ss][Uu][Ll][Tt][Ss]|(?:[Cc][Rr][Ee][Dd][Ee][Nn][Tt][Ii][Aa][Ll][Ss]?[_.-]?[Ii][Dd]|[Ww][Ii][Tt][Hh][Cc][Rr][Ee][Dd][Ee][Nn][Tt][Ii][Aa][Ll][Ss])|(?:[Bb][Uu][Cc][Kk][Ee][Tt]|[Ff][Oo][Rr][Ee][Ii][Gg][Nn]|[Hh][Oo][Tt]|[Ii][Dd][Xx]|[Nn][Aa][Tt][Uu][Rr][Aa][Ll]|[Pp][Rr][Ii][Mm][Aa][Rr][Yy]|[Pp][Uu][Bb](?:[Ll][Ii][Cc])?|[Ss][Cc][Hh][Ee][Mm][Aa]|[Ss][Ee][Qq][Uu][Ee][Nn][Cc][Ee])[_.-]?[Kk][Ee][Yy]|(?:[Tt][Uu][Rr][Kk][Ee][Yy])|[Kk][Ee][Yy][_.-]?(?:[Aa][Ll][Ii][Aa][Ss]|[Bb][Oo][Aa][Rr][Dd]|[Cc][Oo][Dd][Ee]|[Ff][Rr][Aa][Mm][Ee]|[Ii][Dd]|[Ll][Ee][Nn][Gg][Tt][Hh]|[Mm][Ee][Ss][Hh]|[Nn][Aa][Mm][Ee]|[Pp][Aa][Ii][Rr]|[Pp][Rr][Ee][Ss][Ss](?:[Ee][Dd])?|[Rr][Ii][Nn][Gg]|[Ss][Ee][Ll][Ee][Cc][Tt][Oo][Rr]|[Ss][Ii][Gg][Nn][Aa][Tt][Uu][Rr][Ee]|[Ss][Ii][Zz][Ee]|[Ss][Tt][Oo][Nn][Ee]|[Ss][Tt][Oo][Rr][Ee][Tt][Yy][Pp][Ee]|[Ww][Oo][Rr][Dd]|[Uu][Pp]|[Dd][Oo][Ww][Nn]|[Ll][Ee][Ff][Tt]|[Rr][Ii][Gg][Hh][Tt])|[Kk][Ee][Yy][_.-]?[Vv][Aa][Uu][Ll][Tt][_.-]?(?:[Ii][Dd]|[Nn][Aa][Mm][Ee])|[Kk][Ee][Yy][Vv][Aa][Uu][Ll][Tt][Tt][Oo][Ss][Tt][Oo][Rr][Ee][Ss][Ee][Cc][Rr][Ee][Tt][Ss]|[Kk][Ee][Yy](?:[Ss][Tt][Oo][Rr][Ee]|[Tt][Aa][Bb])[_.-]?(?:[Ff][Ii][Ll][Ee]|[Pp][Aa][Tt][Hh])|[Ii][Ss][Ss][Uu][Ee][Rr][Kk][Ee][Yy][Hh][Aa][Ss][Hh]|(?:[DdMm]onkey|[DM]ONKEY)|[Kk][Ee][Yy][Ii][Nn][Gg]|(?:[Ss][Ee][Cc][Rr][Ee][Tt])[_.-]?(?:[Ll][Ee][Nn][Gg][Tt][Hh]|[Nn][Aa][Mm][Ee]|[Ss][Ii][Zz][Ee])|[Uu][Ss][Ee][Rr][Ss][Ee][Cc][Rr][Ee][Tt][Ss][Ii][Dd]|(?:[Cc][Ss][Rr][Ff])[_.-]?[Tt][Oo][Kk][Ee][Nn]|(?:[Ii][Oo]\\.[Jj][Ss][Oo][Nn][Ww][Ee][Bb][Tt][Oo][Kk][Ee][Nn][ \\t]?:[ \\t]?[\\w-]+)|(?:[Aa][Pp][Ii]|[Cc][Rr][Ee][Dd][Ee][Nn][Tt][Ii][Aa][Ll][Ss]|[Tt][Oo][Kk][Ee][Nn])[_.-]?(?:[Ee][Nn][Dd][Pp][Oo][Ii][Nn][Tt]|[Uu][Rr][ILil])|[Pp][Uu][Bb][Ll][Ii][Cc][_.-]?[Tt][Oo][Kk][Ee][Nn]|(?:[Kk][Ee][Yy]|[Tt][Oo][Kk][Ee][Nn])[_.-]?[Ff][Ii][Ll][Ee]|(?:(?:[A-Z_]+=\\n[A-Z_]+=|[a-z_]+=\\n[a-z_]+=)(?:\\n|$))|(?:(?:[A-Z.]+=\\n[A-Z.]+=|[a-z.]+=\\n[a-z.]+=)(?:\\n|$))))"
      ],
      "line": [
        "--mount=type=secret,",
        "import[ \\t]+{[ \\t\\w,]+}[ \\t]+from[ \\t]+['\"][^'\"]+['\"]"
      ],
      "words": [
        "000000",
        "6fe4476ee5a1832882e326b506d14126",
        "_ec2_",
        "aaaaaa",
        "about",
        "abstract",
        "academy",
        "acces",
        "account",
        "act-",
        "act.",
        "act_",
        "action",
        "active",
        "actively",
        "activity",
        "adapter",
        "add-",
        "add-on",
        "add.",
        "add_",
        "addon",
        "addres",
        "admin",
        "adobe",
        "advanced",
        "adventure",
        "agent",
        "agile",
        "air-",
        "air.",
        "air_",
        "ajax",
        "akka",
        "alert",
        "alfred",
        "algorithm",
        "all-",
        "all.",
        "all_",
        "alloy",
        "alpha",
        "amazon",
        "amqp",
        "analysi",
        "analytic",
        "analyzer",
        "android",
        "angular",
        "angularj",
        "animate",
        "animation",
        "another",
        "ansible",
        "answer",
        "ant-",
        "ant.",
        "ant_",
        "any-",
        "any.",
        "any_",
        "apache",
        "app-",
        "app.",
        "app_",
        "apple",
        "arch",
        "archive",
        "archived",
        "arduino",
        "array",
        "art-",
        "art.",
        "art_",
        "article",
        "asp-",
        "asp.",
        "asp_",
        "asset",
        "async",
        "atom",
        "attention",
        "audio",
        "audit",
        "aura",
        "auth",
        "author",
        "authorize",
        "auto",
        "automated",
        "automatic",
        "awesome",
        "aws_",
        "azure",
        "back",
        "backbone",
        "backend",
        "backup",
        "bar-",
        "bar.",
        "bar_",
        "base",
        "based",
        "bash",
        "basic",
        "batch",
        "been",
        "beer",
        "behavior",
        "being",
        "benchmark",
        "best",
        "beta",
        "better",
        "big-",
        "big.",
        "big_",
        "binary",
        "binding",
        "bit-",
        "bit.",
        "bit_",
        "bitcoin",
        "block",
        "blog",
        "board",
        "book",
        "bookmark",
        "boost",
        "boot",
        "bootstrap",
        "bosh",
        "bot-",
        "bot.",
        "bot_",
        "bower",
        "box-",
        "box.",
        "box_",
        "boxen",
        "bracket",
        "branch",
        "bridge",
        "browser",
        "brunch",
        "buffer",
        "bug-",
        "bug.",
        "bug_",
        "build",
        "builder",
        "building",
        "buildout",
        "buildpack",
        "built",
        "bundle",
        "busines",
        "but-",
        "but.",
        "but_",
        "button",
        "cache",
        "caching",
        "cakephp",
        "calendar",
        "call",
        "camera",
        "campfire",
        "can-",
        "can.",
        "can_",
        "canva",
        "captcha",
        "capture",
        "card",
        "carousel",
        "case",
        "cassandra",
        "cat-",
        "cat.",
        "cat_",
        "category",
        "center",
        "cento",
        "challenge",
        "change",
        "changelog",
        "channel",
        "chart",
        "chat",
        "cheat",
        "check",
        "checker",
        "chef",
        "ches",
        "chinese",
        "chosen",
        "chrome",
        "ckeditor",
        "clas",
        "classe",
        "classic",
        "clean",
        "cli-",
        "cli.",
        "cli_",
        "client",
        "clojure",
        "clone",
        "closure",
        "cloud",
        "club",
        "cluster",
        "cms-",
        "cms_",
        "coco",
        "code",
        "coding",
        "coffee",
        "color",
        "combination",
        "combo",
        "command",
        "commander",
        "comment",
        "commit",
        "common",
        "community",
        "compas",
        "compiler",
        "complete",
        "component",
        "composer",
        "computer",
        "computing",
        "con-",
        "con.",
        "con_",
        "concept",
        "conf",
        "config",
        "connect",
        "connector",
        "console",
        "contact",
        "container",
        "contao",
        "content",
        "contest",
        "context",
        "control",
        "convert",
        "converter",
        "conway'",
        "cookbook",
        "cookie",
        "cool",
        "copy",
        "cordova",
        "core",
        "couchbase",
        "couchdb",
        "countdown",
        "counter",
        "course",
        "craft",
        "crawler",
        "create",
        "creating",
        "creator",
        "credential",
        "crm-",
        "crm.",
        "crm_",
        "cros",
        "crud",
        "csv-",
        "csv.",
        "csv_",
        "cube",
        "cucumber",
        "cuda",
        "current",
        "currently",
        "custom",
        "daemon",
        "dark",
        "dart",
        "dash",
        "dashboard",
        "data",
        "database",
        "date",
        "day-",
        "day.",
        "day_",
        "dead",
        "debian",
        "debug",
        "debugger",
        "deck",
        "define",
        "del-",
        "del.",
        "del_",
        "delete",
        "demo",
        "deploy",
        "design",
        "designer",
        "desktop",
        "detection",
        "detector",
        "dev-",
        "dev.",
        "dev_",
        "develop",
        "developer",
        "device",
        "devise",
        "diff",
        "digital",
        "directive",
        "directory",
        "discovery",
        "display",
        "django",
        "dns-",
        "dns_",
        "doc-",
        "doc.",
        "doc_",
        "docker",
        "docpad",
        "doctrine",
        "document",
        "doe-",
        "doe.",
        "doe_",
        "dojo",
        "dom-",
        "dom.",
        "dom_",
        "domain",
        "don't",
        "done",
        "dot-",
        "dot.",
        "dot_",
        "dotfile",
        "download",
        "draft",
        "drag",
        "drill",
        "drive",
        "driven",
        "driver",
        "drop",
        "dropbox",
        "drupal",
        "dsl-",
        "dsl.",
        "dsl_",
        "dynamic",
        "easy",
        "ecdsa",
        "eclipse",
        "edit",
        "editing",
        "edition",
        "editor",
        "element",
        "emac",
        "email",
        "embed",
        "embedded",
        "ember",
        "emitter",
        "emulator",
        "encoding",
        "endpoint",
        "engine",
        "english",
        "enhanced",
        "entity",
        "entry",
        "env_",
        "episode",
        "erlang",
        "error",
        "espresso",
        "event",
        "evented",
        "example",
        "exchange",
        "exercise",
        "experiment",
        "expire",
        "exploit",
        "explorer",
        "export",
        "exporter",
        "expres",
        "ext-",
        "ext.",
        "ext_",
        "extended",
        "extension",
        "external",
        "extra",
        "extractor",
        "fabric",
        "facebook",
        "factory",
        "fake",
        "fast",
        "feature",
        "feed",
        "fewfwef",
        "ffmpeg",
        "field",
        "file",
        "filter",
        "find",
        "finder",
        "firefox",
        "firmware",
        "first",
        "fish",
        "fix-",
        "fix_",
        "flash",
        "flask",
        "flat",
        "flex",
        "flexible",
        "flickr",
        "flow",
        "fluent",
        "fluentd",
        "fluid",
        "folder",
        "font",
        "force",
        "foreman",
        "fork",
        "form",
        "format",
        "formatter",
        "forum",
        "foundry",
        "framework",
        "free",
        "friend",
        "friendly",
        "front-end",
        "frontend",
        "ftp-",
        "ftp.",
        "ftp_",
        "fuel",
        "full",
        "fun-",
        "fun.",
        "fun_",
        "func",
        "future",
        "gaia",
        "gallery",
        "game",
        "gateway",
        "gem-",
        "gem.",
        "gem_",
        "gen-",
        "gen.",
        "gen_",
        "general",
        "generator",
        "generic",
        "genetic",
        "get-",
        "get.",
        "get_",
        "getenv",
        "getting",
        "ghost",
        "gist",
        "git-",
        "git.",
        "git_",
        "github",
        "gitignore",
        "gitlab",
        "glas",
        "gmail",
        "gnome",
        "gnu-",
        "gnu.",
        "gnu_",
        "goal",
        "golang",
        "gollum",
        "good",
        "google",
        "gpu-",
        "gpu.",
        "gpu_",
        "gradle",
        "grail",
        "graph",
        "graphic",
        "great",
        "grid",
        "groovy",
        "group",
        "grunt",
        "guard",
        "gui-",
        "gui.",
        "gui_",
        "guide",
        "guideline",
        "gulp",
        "gwt-",
        "gwt.",
        "gwt_",
        "hack",
        "hackathon",
        "hacker",
        "hacking",
        "hadoop",
        "haml",
        "handler",
        "hardware",
        "has-",
        "has_",
        "hash",
        "haskell",
        "have",
        "haxe",
        "hello",
        "help",
        "helper",
        "here",
        "hero",
        "heroku",
        "high",
        "hipchat",
        "history",
        "home",
        "homebrew",
        "homepage",
        "hook",
        "host",
        "hosting",
        "hot-",
        "hot.",
        "hot_",
        "house",
        "how-",
        "how.",
        "how_",
        "html",
        "http",
        "hub-",
        "hub.",
        "hub_",
        "hubot",
        "human",
        "icon",
        "ide-",
        "ide.",
        "ide_",
        "idea",
        "identity",
        "idiomatic",
        "image",
        "impact",
        "import",
        "important",
        "importer",
        "impres",
        "index",
        "infinite",
        "info",
        "injection",
        "inline",
        "input",
        "inside",
        "inspector",
        "instagram",
        "install",
        "installer",
        "instant",
        "intellij",
        "interface",
        "internet",
        "interview",
        "into",
        "intro",
        "ionic",
        "iphone",
        "ipython",
        "irc-",
        "irc_",
        "iso-",
        "iso.",
        "iso_",
        "issue",
        "jade",
        "jasmine",
        "java",
        "jbos",
        "jekyll",
        "jenkin",
        "jetbrains",
        "job-",
        "job.",
        "job_",
        "joomla",
        "jpa-",
        "jpa.",
        "jpa_",
        "jquery",
        "json",
        "just",
        "kafka",
        "karma",
        "kata",
        "kernel",
        "keyboard",
        "kindle",
        "kit-",
        "kit.",
        "kit_",
        "kitchen",
        "knife",
        "koan",
        "kohana",
        "lab-",
        "lab.",
        "lab_",
        "lambda",
        "lamp",
        "language",
        "laravel",
        "last",
        "latest",
        "latex",
        "launcher",
        "layer",
        "layout",
        "lazy",
        "ldap",
        "leaflet",
        "league",
        "learn",
        "learning",
        "led-",
        "led.",
        "led_",
        "leetcode",
        "les-",
        "les.",
        "les_",
        "level",
        "leveldb",
        "lib-",
        "lib.",
        "lib_",
        "librarie",
        "library",
        "license",
        "life",
        "liferay",
        "light",
        "lightbox",
        "like",
        "line",
        "link",
        "linked",
        "linkedin",
        "linux",
        "lisp",
        "list",
        "lite",
        "little",
        "load",
        "loader",
        "local",
        "location",
        "lock",
        "log-",
        "log.",
        "log_",
        "logger",
        "logging",
        "logic",
        "login",
        "logstash",
        "longer",
        "look",
        "love",
        "lua-",
        "lua.",
        "lua_",
        "mac-",
        "mac.",
        "mac_",
        "machine",
        "made",
        "magento",
        "magic",
        "mail",
        "make",
        "maker",
        "making",
        "man-",
        "man.",
        "man_",
        "manage",
        "manager",
        "manifest",
        "manual",
        "map-",
        "map.",
        "map_",
        "mapper",
        "mapping",
        "markdown",
        "markup",
        "master",
        "math",
        "matrix",
        "maven",
        "md5",
        "mean",
        "media",
        "mediawiki",
        "meetup",
        "memcached",
        "memory",
        "menu",
        "merchant",
        "message",
        "messaging",
        "meta",
        "metadata",
        "meteor",
        "method",
        "metric",
        "micro",
        "middleman",
        "migration",
        "minecraft",
        "miner",
        "mini",
        "minimal",
        "mirror",
        "mit-",
        "mit.",
        "mit_",
        "mobile",
        "mocha",
        "mock",
        "mod-",
        "mod.",
        "mod_",
        "mode",
        "model",
        "modern",
        "modular",
        "module",
        "modx",
        "money",
        "mongo",
        "mongodb",
        "mongoid",
        "mongoose",
        "monitor",
        "monkey",
        "more",
        "motion",
        "moved",
        "movie",
        "mozilla",
        "mqtt",
        "mule",
        "multi",
        "multiple",
        "music",
        "mustache",
        "mvc-",
        "mvc.",
        "mvc_",
        "mysql",
        "nagio",
        "name",
        "native",
        "need",
        "neo-",
        "neo.",
        "neo_",
        "nest",
        "nested",
        "net-",
        "net.",
        "net_",
        "nette",
        "network",
        "new-",
        "new.",
        "new_",
        "next",
        "nginx",
        "ninja",
        "nlp-",
        "nlp.",
        "nlp_",
        "node",
        "nodej",
        "nosql",
        "not-",
        "not.",
        "not_",
        "note",
        "notebook",
        "notepad",
        "notice",
        "notifier",
        "now-",
        "now.",
        "now_",
        "number",
        "oauth",
        "object",
        "objective",
        "obsolete",
        "ocaml",
        "octopres",
        "official",
        "old-",
        "old.",
        "old_",
        "onboard",
        "online",
        "only",
        "open",
        "opencv",
        "opengl",
        "openshift",
        "openwrt",
        "option",
        "oracle",
        "org-",
        "org.",
        "org_",
        "origin",
        "original",
        "orm-",
        "orm.",
        "orm_",
        "osx-",
        "osx_",
        "our-",
        "our.",
        "our_",
        "out-",
        "out.",
        "out_",
        "output",
        "over",
        "overview",
        "own-",
        "own.",
        "own_",
        "pack",
        "package",
        "packet",
        "page",
        "panel",
        "paper",
        "paperclip",
        "para",
        "parallax",
        "parallel",
        "parse",
        "parser",
        "parsing",
        "particle",
        "party",
        "password",
        "patch",
        "path",
        "pattern",
        "payment",
        "paypal",
        "pdf-",
        "pdf.",
        "pdf_",
        "pebble",
        "people",
        "perl",
        "personal",
        "phalcon",
        "phoenix",
        "phone",
        "phonegap",
        "photo",
        "php-",
        "php.",
        "php_",
        "physic",
        "picker",
        "pipeline",
        "platform",
        "play",
        "player",
        "please",
        "plu-",
        "plu.",
        "plu_",
        "plug-in",
        "plugin",
        "plupload",
        "png-",
        "png.",
        "png_",
        "poker",
        "polyfill",
        "polymer",
        "pool",
        "pop-",
        "pop.",
        "pop_",
        "popcorn",
        "popup",
        "port",
        "portable",
        "portal",
        "portfolio",
        "post",
        "power",
        "powered",
        "powerful",
        "prelude",
        "pretty",
        "preview",
        "principle",
        "print",
        "pro-",
        "pro.",
        "pro_",
        "problem",
        "proc",
        "product",
        "profile",
        "profiler",
        "program",
        "progres",
        "project",
        "protocol",
        "prototype",
        "provider",
        "proxy",
        "public",
        "pull",
        "puppet",
        "pure",
        "purpose",
        "push",
        "pusher",
        "pyramid",
        "python",
        "quality",
        "query",
        "queue",
        "quick",
        "rabbitmq",
        "rack",
        "radio",
        "rail",
        "railscast",
        "random",
        "range",
        "raspberry",
        "rdf-",
        "rdf.",
        "rdf_",
        "react",
        "reactive",
        "read",
        "reader",
        "readme",
        "ready",
        "real",
        "real-time",
        "reality",
        "realtime",
        "recipe",
        "recorder",
        "red-",
        "red.",
        "red_",
        "reddit",
        "redi",
        "redmine",
        "reference",
        "refinery",
        "refresh",
        "registry",
        "related",
        "release",
        "remote",
        "rendering",
        "repo",
        "report",
        "request",
        "require",
        "required",
        "requirej",
        "research",
        "resource",
        "response",
        "resque",
        "rest",
        "restful",
        "resume",
        "reveal",
        "reverse",
        "review",
        "riak",
        "rich",
        "right",
        "ring",
        "robot",
        "role",
        "room",
        "router",
        "routing",
        "rpc-",
        "rpc.",
        "rpc_",
        "rpg-",
        "rpg.",
        "rpg_",
        "rspec",
        "ruby-",
        "ruby.",
        "ruby_",
        "rule",
        "run-",
        "run.",
        "run_",
        "runner",
        "running",
        "runtime",
        "rust",
        "rvm-",
        "rvm.",
        "rvm_",
        "salt",
        "sample",
        "sandbox",
        "sas-",
        "sas.",
        "sas_",
        "sbt-",
        "sbt.",
        "sbt_",
        "scala",
        "scalable",
        "scanner",
        "schema",
        "scheme",
        "school",
        "science",
        "scraper",
        "scratch",
        "screen",
        "script",
        "scroll",
        "scs-",
        "scs.",
        "scs_",
        "sdk-",
        "sdk.",
        "sdk_",
        "sdl-",
        "sdl.",
        "sdl_",
        "search",
        "secure",
        "security",
        "see-",
        "see.",
        "see_",
        "seed",
        "select",
        "selector",
        "selenium",
        "semantic",
        "sencha",
        "send",
        "sentiment",
        "serie",
        "server",
        "service",
        "session",
        "set-",
        "set.",
        "set_",
        "setting",
        "setup",
        "sha1",
        "sha2",
        "sha256",
        "share",
        "shared",
        "sharing",
        "sheet",
        "shell",
        "shield",
        "shipping",
        "shop",
        "shopify",
        "shortener",
        "should",
        "show",
        "showcase",
        "side",
        "silex",
        "simple",
        "simulator",
        "single",
        "site",
        "skeleton",
        "sketch",
        "skin",
        "slack",
        "slide",
        "slider",
        "slim",
        "small",
        "smart",
        "smtp",
        "snake",
        "snapshot",
        "snippet",
        "soap",
        "social",
        "socket",
        "software",
        "solarized",
        "solr",
        "solution",
        "solver",
        "some",
        "soon",
        "source",
        "space",
        "spark",
        "spatial",
        "spec",
        "sphinx",
        "spine",
        "spotify",
        "spree",
        "spring",
        "sprite",
        "sql-",
        "sql.",
        "sql_",
        "sqlite",
        "ssh-",
        "ssh.",
        "ssh_",
        "stack",
        "staging",
        "standard",
        "stanford",
        "start",
        "started",
        "starter",
        "startup",
        "stat",
        "statamic",
        "state",
        "static",
        "statistic",
        "statsd",
        "statu",
        "steam",
        "step",
        "still",
        "stm-",
        "stm.",
        "stm_",
        "storage",
        "store",
        "storm",
        "story",
        "strategy",
        "stream",
        "streaming",
        "string",
        "stripe",
        "structure",
        "studio",
        "study",
        "stuff",
        "style",
        "sublime",
        "sugar",
        "suite",
        "summary",
        "super",
        "support",
        "supported",
        "svg-",
        "svg.",
        "svg_",
        "svn-",
        "svn.",
        "svn_",
        "swagger",
        "swift",
        "switch",
        "switcher",
        "symfony",
        "symphony",
        "sync",
        "synopsi",
        "syntax",
        "system",
        "tab-",
        "tab.",
        "tab_",
        "table",
        "tag-",
        "tag.",
        "tag_",
        "talk",
        "target",
        "task",
        "tcp-",
        "tcp.",
        "tcp_",
        "tdd-",
        "tdd.",
        "tdd_",
        "team",
        "tech",
        "template",
        "term",
        "terminal",
        "testing",
        "tetri",
        "text",
        "textmate",
        "theme",
        "theory",
        "three",
        "thrift",
        "time",
        "timeline",
        "timer",
        "tiny",
        "tinymce",
        "tip-",
        "tip.",
        "tip_",
        "title",
        "todo",
        "todomvc",
        "token",
        "tool",
        "toolbox",
        "toolkit",
        "top-",
        "top.",
        "top_",
        "tornado",
        "touch",
        "tower",
        "tracker",
        "tracking",
        "traffic",
        "training",
        "transfer",
        "translate",
        "transport",
        "tree",
        "trello",
        "try-",
        "try.",
        "try_",
        "tumblr",
        "tut-",
        "tut.",
        "tut_",
        "tutorial",
        "tweet",
        "twig",
        "twitter",
        "type",
        "typo",
        "ubuntu",
        "uiview",
        "ultimate",
        "under",
        "unit",
        "unity",
        "universal",
        "unix",
        "update",
        "updated",
        "upgrade",
        "upload",
        "uploader",
        "uri-",
        "uri.",
        "uri_",
        "url-",
        "url.",
        "url_",
        "usage",
        "usb-",
        "usb.",
        "usb_",
        "use-",
        "use.",
        "use_",
        "used",
        "useful",
        "user",
        "using",
        "util",
        "utilitie",
        "utility",
        "vagrant",
        "validator",
        "value",
        "variou",
        "varnish",
        "version",
        "via-",
        "via.",
        "via_",
        "video",
        "view",
        "viewer",
        "vim-",
        "vim.",
        "vim_",
        "vimrc",
        "virtual",
        "vision",
        "visual",
        "vpn",
        "want",
        "warning",
        "watch",
        "watcher",
        "wave",
        "way-",
        "way.",
        "way_",
        "weather",
        "web-",
        "web_",
        "webapp",
        "webgl",
        "webhook",
        "webkit",
        "webrtc",
        "website",
        "websocket",
        "welcome",
        "what",
        "what'",
        "when",
        "where",
        "which",
        "why-",
        "why.",
        "why_",
        "widget",
        "wifi",
        "wiki",
        "win-",
        "win.",
        "win_",
        "window",
        "wip-",
        "wip.",
        "wip_",
        "within",
        "without",
        "wizard",
        "word",
        "wordpres",
        "work",
        "worker",
        "workflow",
        "working",
        "workshop",
        "world",
        "wrapper",
        "write",
        "writer",
        "writing",
        "written",
        "www-",
        "www.",
        "www_",
        "xamarin",
        "xcode",
        "xml-",
        "xml.",
        "xml_",
        "xmpp",
        "xxxxxx",
        "yahoo",
        "yaml",
        "yandex",
        "yeoman",
        "yet-",
        "yet.",
        "yet_",
        "yii-",
        "yii.",
        "yii_",
        "youtube",
        "yui-",
        "yui.",
        "yui_",
        "zend",
        "zero",
        "zip-",
        "zip.",
        "zip_",
        "zsh-",
        "zsh.",
        "zsh_"
      ]
    }
  }
];
