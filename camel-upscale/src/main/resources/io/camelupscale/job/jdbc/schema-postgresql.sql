-- Camel Upscale, tables of the job store, version 1

create table if not exists upscale_schema (
  version integer primary key
);

create table if not exists upscale_node (
  node        varchar(255) primary key,
  lease_until timestamp with time zone not null
);

create table if not exists upscale_job (
  account      varchar(255) not null,
  job_key      varchar(255) not null,
  state        varchar(20) not null,
  owner        varchar(255),                 -- the node that works on it
  epoch        bigint not null,              -- rises with each claim
  detached     boolean not null,             -- nobody waits: its result is for a consumer
  deliveries   integer not null,
  created_at   timestamp with time zone not null,
  accepted_at  timestamp with time zone,     -- by the provider
  updated_at   timestamp with time zone not null,
  available_at timestamp with time zone,     -- from when on a consumer may have it
  remote_id    text not null,
  result_path  text,
  reason       varchar(20),
  error        varchar(4000),
  credits      double precision,
  request      text not null,                -- JSON
  remote_state text not null,                -- JSON
  headers      text not null,                -- JSON
  primary key (account, job_key)
);

create index if not exists upscale_job_owner on upscale_job (account, owner, state) where owner is not null;
create index if not exists upscale_job_available on upscale_job (account, available_at) where available_at is not null;

create table if not exists upscale_account (
  account varchar(255) primary key           -- locked while its budget is reckoned up
);

create table if not exists upscale_spending (
  account  varchar(255) not null,
  job_key  varchar(255) not null,
  spent_at timestamp with time zone not null,
  credits  numeric(24, 9) not null,
  primary key (account, job_key)
);

create index if not exists upscale_spending_time on upscale_spending (account, spent_at);

insert into upscale_schema (version) values (1) on conflict do nothing;
