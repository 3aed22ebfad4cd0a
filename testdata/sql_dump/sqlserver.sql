USE [shop]
GO
SET ANSI_NULLS ON
GO
SET QUOTED_IDENTIFIER ON
GO
CREATE TABLE [dbo].[customers](
	[id] [int] IDENTITY(1,1) NOT NULL,
	[Full Name] [nvarchar](80) NOT NULL,
	[email] [nvarchar](200) NULL,
	[ssn] [varchar](11) NULL,
	[note] [nvarchar](max) NULL,
	[photo] [varbinary](max) NULL,
	[active] [smallint] NULL,
 CONSTRAINT [PK_customers] PRIMARY KEY CLUSTERED 
(
	[id] ASC
)WITH (PAD_INDEX = OFF) ON [PRIMARY]
) ON [PRIMARY] TEXTIMAGE_ON [PRIMARY]
GO
CREATE PROCEDURE [dbo].[p] AS
INSERT INTO [dbo].[customers] VALUES (99, N'x', N'y', N'z', NULL, NULL, 1);
GO
SET IDENTITY_INSERT [dbo].[customers] ON 

INSERT [dbo].[customers] ([id], [Full Name], [email], [ssn], [note], [photo], [active]) VALUES (1, N'Ada O''Neil', N'ada@example.com', N'536-90-4399', N'plain note', NULL, CAST(1 AS SmallInt))
INSERT [dbo].[customers] ([id], [Full Name], [email], [ssn], [note], [photo], [active]) VALUES (2, N'Bob "Q" Public', N'bob@example.com', N'', NULL, 0x68656C6C6F20776F726C64, CAST(0 AS SmallInt))
INSERT [dbo].[customers] ([id], [Full Name], [email], [ssn], [note], [photo], [active]) VALUES (3, N'Zoë Straße 日本', N'zoe@example.org', NULL, N'line one
line two	and tab', 0x626C6F62206F662074657874, CAST(1 AS SmallInt))
INSERT [dbo].[customers] ([id], [Full Name], [email], [ssn], [note], [photo], [active]) VALUES (4, N'Back\slash', N'x\n@example.com', N'219-09-9999', N'C:\temp\new\.
\.
end', NULL, CAST(0 AS SmallInt))
GO
INSERT [dbo].[customers] ([id], [Full Name], [email], [ssn], [note], [photo], [active]) VALUES (5, N'tuple),(trap', N't),(6,''x''@example.com', N'457-55-5462', N'a ),
(''7'',''b''); INSERT INTO customers VALUES (9);
INSERT INTO x VALUES (''no'')', NULL, CAST(1 AS SmallInt))
INSERT [dbo].[customers] ([id], [Full Name], [email], [ssn], [note], [photo], [active]) VALUES (6, N'copy trap', N'c@example.com', N'078-05-1120', N'first
COPY public.evil (a) FROM stdin;
1	2
\.
-- done', NULL, NULL)
INSERT [dbo].[customers] ([id], [Full Name], [email], [ssn], [note], [photo], [active]) VALUES (7, N'semi;
colon', N's@example.com', N'987-65-4320', N'it''s; ''quoted'' -- not a comment /* nor this */', 0x5C783431, CAST(0 AS SmallInt))
INSERT [dbo].[customers] ([id], [Full Name], [email], [ssn], [note], [photo], [active]) VALUES (8, N'', N'', N'', N'
ends with backslash\', 0x27292C2827, CAST(1 AS SmallInt))
SET IDENTITY_INSERT [dbo].[customers] OFF
GO
ALTER TABLE [dbo].[customers] ADD  CONSTRAINT [DF]  DEFAULT ((1)) FOR [active]
GO
